import { z } from 'zod'
import type { Values } from './entity.ts'

export interface RecordKey {
  kind: string
  id: string
}
/** Whom a record belongs to; what permissions look at. Copied from the parent for dependent kinds. */
export interface VisibilityKey {
  owner: string | null
  team: string | null
}
/** (epoch, log number of the last change), compared in that order. */
export interface Rev {
  epoch: number
  number: number
}
export const compareRev = (a: Rev, b: Rev): number => a.epoch - b.epoch || a.number - b.number

/** A record as the server sends it and the desktop keeps it. Hidden fields are absent, as unset ones are. */
export interface RecordState extends RecordKey, Rev {
  owner?: string
  team?: string
  parent?: RecordKey
  archived: boolean
  createdAt: string
  createdBy: string
  updatedAt: string
  updatedBy: string
  values: Values
  /** Title of a referenced record that this reader may not see, as it was when the reference was written, by field. */
  stubs?: Record<string, { kind: string; title: string }>
}
/** A record that its reader may no longer see, or never may again. */
export interface GoneState extends RecordKey, Rev {
  gone: true
}
export type SyncedState = RecordState | GoneState
export const isGone = (state: SyncedState): state is GoneState => 'gone' in state

export const visibilityKey = (state: Pick<RecordState, 'owner' | 'team'>): VisibilityKey => ({
  owner: state.owner ?? null,
  team: state.team ?? null,
})

export const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
export const kindName = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/)
export const recordKey = z.object({ kind: kindName, id: uuid })

/** One field's change: what the writer saw and what it shall be. Absent means not set. */
export const fieldChange = z.strictObject({ base: z.unknown().optional(), value: z.unknown().optional() })
export type FieldChange = z.infer<typeof fieldChange>

/** Field names of a patch: a field of the kind, `custom.<key>`, or `owner`, `team`, `parent`, `archived`. */
export const fieldName = z.string().regex(/^(custom\.)?[a-zA-Z][a-zA-Z0-9_]{0,59}$/)

export const patch = z.strictObject({
  kind: kindName,
  id: uuid,
  /** The record does not exist yet. */
  create: z.literal(true).optional(),
  set: z.record(fieldName, fieldChange),
})
export type Patch = z.infer<typeof patch>

export const maxPatches = 200
export const maxEntryBytes = 2_000_000

/** One action of one person on one device, in the order the person did them. Never changed once written. */
export const entry = z.strictObject({
  /** Per device, without gaps among those that are sent. */
  seq: z.int().positive(),
  id: uuid,
  /** Entries of one larger action share it; undo works on it. */
  operation: uuid,
  /** Locale key of what was done (`operations.<label>`): create, edit, archive, restore, assign, tag, undo, a command. */
  label: z.string().regex(/^[a-zA-Z][a-zA-Z0-9.]{0,59}$/),
  /** The operation that this one takes back. */
  undoes: uuid.optional(),
  /** The clash that this one settles. */
  settles: uuid.optional(),
  /** Open entries of this device that this one rests on. */
  after: z.array(uuid).max(1000),
  /** The device's clock when it was done; only shown, never trusted. */
  at: z.iso.datetime(),
  patches: z.array(patch).max(maxPatches),
  /** Run again by the server, whose patches replace the ones above. */
  command: z.strictObject({ name: z.string().max(60), arguments: z.unknown() }).optional(),
})
export type Entry = z.infer<typeof entry>
