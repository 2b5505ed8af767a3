import type { z } from 'zod'
import type { AnyKind } from './entity.ts'
import type { Patch, RecordKey, RecordState } from './record.ts'

/** What a command sees of the company's records: those it asked for with `needs`, as its runner may see them. */
export interface CommandRecords {
  get(key: RecordKey): RecordState | undefined
  /** Records that hang on `parent` or are about it; see `goesAlong`. */
  childrenOf(parent: RecordKey): RecordState[]
}

/**
 * Whether records of this kind go along with a record of the other when a command moves what belongs to it: what hangs on
 * it, and what is about it, save what is one person's own (favourites, notifications).
 */
export const goesAlong = (kind: AnyKind, parent: string): boolean =>
  kind.parents?.includes(parent) === true || (kind.links?.includes(parent) === true && !kind.personal && !kind.internal)

/**
 * A pure function from records and arguments to patches, run at once on the desktop and again on the server, whose
 * result counts. Throws AppError('command.refused', {params: {reason}}) where it cannot be done. New ids come with the
 * arguments, so that both runs name the same records.
 */
export interface Command<A = unknown> {
  name: string
  /** The kind whose screens and REST path offer it. */
  kind: string
  arguments: z.ZodType<A>
  /** `both`: at once here and again there. `server`: waits for the server and shows as waiting. */
  runs: 'both' | 'server'
  undoable: boolean
  /** Makes something of its runner's own: REST does not offer it, since a key is nobody. */
  personal?: boolean
  /**
   * What it may write besides what its caller may: by kind, fields of the definition that are `readOnly`, and `owner`
   * of a record that it makes, whoever that is.
   */
  writes?: Readonly<Record<string, readonly string[]>>
  /** Arguments without the ids of records, for documentation. */
  example?: Readonly<Record<string, unknown>>
  needs: (args: A) => { records: RecordKey[]; childrenOf: RecordKey[] }
  run: (records: CommandRecords, args: A, by: { user: string; at: string }) => Patch[]
}

export const defineCommand = <A>(command: Command<A>): Command<A> => command
