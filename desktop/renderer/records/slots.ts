import type { ComponentType } from 'react'
import type { ShownRecord } from '../../core/api/functions.ts'

export interface RecordProps {
  record: ShownRecord
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
}
