import type { ReactNode } from 'react'
import type { Field, FieldKind, FieldValues } from '../../../../shared/fields.ts'

/**
 * Where a value stands: one line in a list, in full in a detail, beside another one in history and clashes, or at the top
 * of a record, where what stands below as well is no further stop of Tab.
 */
export type Place = 'cell' | 'detail' | 'change' | 'head'

export interface ViewProps<V> {
  /** Never empty: FieldView leaves out what is not set. */
  value: V
  field: Field
  place: Place
  /** What a reference pointed to when it was written, where its target is not here. */
  stub?: { kind: string; title: string } | undefined
}

export interface InputProps {
  /** Of the element that takes the focus; its label names it. */
  id: string
  field: Field
  /**
   * The value in its stored form, or, where what was typed is not one (yet), that text: cleanChanges then says why.
   */
  value: unknown
  onChange: (value: unknown) => void
  onBlur?: (() => void) | undefined
  isInvalid: boolean
  /** Ids of help and error. */
  describedBy: string | undefined
  /** What help and error say: an input of several parts puts it below the one that takes the focus; see `hasParts`. */
  said?: ReactNode
  isRequired?: boolean | undefined
  autoFocus?: boolean | undefined
  /** A single field being edited in place: Enter and Esc are its owner's. */
  isInline?: boolean | undefined
}

export type ViewTable = { [K in FieldKind]: (props: ViewProps<FieldValues[K]>) => React.ReactNode }
export type InputTable = { [K in FieldKind]: (props: InputProps) => React.ReactNode }
