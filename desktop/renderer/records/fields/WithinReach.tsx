import type { ReactNode } from 'react'
import type { AnyKind } from '../../../../shared/entity.ts'
import { TargetFilter } from './targetFilter.ts'
import { useGiving } from './useGiving.ts'

interface Props {
  kind: AnyKind
  /** Of the field whose input stands in it. */
  name: string
  /** The record is being made. */
  isNew?: boolean
  children: ReactNode
}

/** The owner's input in it offers those to whom the viewer may give a record of the kind; others offer what they have. */
export function WithinReach({ name, ...props }: Props) {
  return name === 'owner' ? <OwnersWithinReach {...props} /> : props.children
}

function OwnersWithinReach({ kind, isNew, children }: Omit<Props, 'name'>) {
  const giving = useGiving(kind, isNew ? 'create' : 'edit')
  return <TargetFilter value={giving?.mayGive}>{children}</TargetFilter>
}
