import type { RecordKey } from '../../../../shared/record.ts'
import type { ShownClash as CoreClash } from '../../../core/api/functions.ts'

/** A clash as its screen needs it. */
export interface ShownClash {
  id: string
  record: RecordKey
  title: string
  field: string
  mine: unknown
  theirs: unknown
  theirUser: string | undefined
  theirAt: string | undefined
  device: string | undefined
  mineAt: string
  isHere: boolean
  /** What the field holds now, and whose value that is. */
  stands: unknown
  standing: CoreClash['standing']
  /** It asks for a decision. */
  isOpen: boolean
}

export function clashOf({ id, title, values, mineAt, isHere, stands, standing, isOpen }: CoreClash): ShownClash {
  return {
    id,
    record: { kind: String(values['recordKind']), id: String(values['record']) },
    title,
    field: String(values['field']),
    mine: values['mine'],
    theirs: values['theirs'],
    theirUser: textOr(values['theirUser']),
    theirAt: textOr(values['theirAt']),
    device: textOr(values['device']),
    mineAt,
    isHere,
    stands,
    standing,
    isOpen,
  }
}

const textOr = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
