import type { ComponentType } from 'react'
import type { AnyKind } from '../../../shared/entity.ts'
import type { ShownRecord } from '../../core/api/functions.ts'
import type { Reached } from './reached.ts'

export interface RecordProps {
  record: ShownRecord
}

/** What hangs on a record: all records of one kind. */
export interface RelatedProps {
  kind: AnyKind
  parent: ShownRecord
}

export interface CreateProps {
  kind: AnyKind
  onClose: () => void
}

/** A word on what somebody has just said or heard. */
export interface QuickNoteProps extends RecordProps {
  /** A phone or mail link of the record was followed: what is offered then. */
  reached: Reached | undefined
  /** `isKept`: what was typed stays as a draft. */
  onClose: (isKept?: boolean) => void
}

/**
 * What a module adds to the screens of one of its kinds; each replaces or fills a whole slot. The kinds are named in
 * features/recordSlots.ts, never here.
 */
export interface RecordSlots {
  /** Buttons for the kind's commands, at the top of a record. */
  commands?: ComponentType<RecordProps>
  /** Above the sections of the general tab. */
  overview?: ComponentType<RecordProps>
  /**
   * Below the top of a record, when "log a call" was pressed or a phone or mail link was followed, for whoever may make
   * records of this kind there.
   */
  quickNote?: { makes: string; Form: ComponentType<QuickNoteProps> }
  /** What makes new ones, instead of the form. */
  create?: ComponentType<CreateProps>
  /** On the tab of a record that these records hang on, instead of the generic cards. */
  related?: ComponentType<RelatedProps>
  /** What their list says while there are none, instead of the usual hint. */
  listHint?: 'files:listHint' | 'records:lead.listHint' | 'records:customer.listHint'
}

/** Kinds that share a tab on the records that they hang on. */
export interface TabGroup {
  name: string
  kinds: readonly string[]
  /** Key of its words, `detail:tabs.<words>`. */
  words: 'notesAndTasks'
}
