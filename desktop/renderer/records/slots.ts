import type { ComponentType, RefObject } from 'react'
import type { AnyKind } from '../../../shared/entity.ts'
import type { Kinds } from '../../../shared/kinds.ts'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import type { RecordKey } from '../../../shared/record.ts'
import type { ShownRecord } from '../../core/api/functions.ts'
import type { Reached } from './reached.ts'
import type { Keyed } from './rights.ts'

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

export interface CommandFormProps extends RecordProps {
  /** Gets what the command made; absent: one stays where one is, and the toast leads there. */
  onDone: ((made: RecordKey) => void) | undefined
  onClose: () => void
}

/** A dialog that asks what a command wants besides, and runs it. */
export interface CommandForm {
  Form: ComponentType<CommandFormProps>
  mayRun: (asked: { record: Keyed; viewer: Viewer | undefined; kinds: Kinds }) => boolean
}

/** A word on what somebody has just said or heard. */
export interface QuickNoteProps extends RecordProps {
  /** A phone or mail link of the record was followed: what is offered then. */
  reached: Reached | undefined
  /** Gets a function that puts the keyboard into it, for whoever asks for it while it is open. */
  enterRef: RefObject<(() => void) | undefined>
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
  /** Of commands that bring a choice, by name: opened where somebody chooses it, on a board, in a cell or a field. */
  commandForms?: Readonly<Record<string, CommandForm>>
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
