import { bagOf } from '../../shared/apply.ts'
import type { Patch, RecordKey, RecordState } from '../../shared/record.ts'
import { type Standing, standingOf } from '../../shared/rules/clashes.ts'
import { ownIds } from './projection/children.ts'
import type { Reader } from './storage/database.ts'
import type { Change } from './sync/changeBus.ts'

/** A clash with what its record says of it now. */
export interface OwnClash {
  clash: RecordState
  /** The record as it stands; undefined where it is not in sight. */
  record: RecordState | undefined
  /** What the field holds; undefined where it is empty. */
  stands: unknown
  /** Whose value that is; undefined where the record is not in sight. */
  standing: Standing | undefined
  /** Not settled, and its author's value is not in the record by another way. */
  isOpen: boolean
}

/** The clashes of one person. Those of others may be in the copies of whoever sees more, and are not theirs to decide. */
export interface OwnClashes {
  all(): OwnClash[]
  open(): readonly RecordState[]
  /** Open clashes whose author's value these patches put into the record. */
  metBy(patches: readonly Patch[]): string[]
  read(): void
  changed(changes: readonly Change[]): void
}

const kind = 'clash'
const mostShown = 2_000

export function createOwnClashes(settings: {
  database: Reader
  user: string
  shown(key: RecordKey): RecordState | undefined
}): OwnClashes {
  const { database, user, shown } = settings
  let open: RecordState[] = []
  /** Records of clashes that are not settled: what happens to them may open or close one. */
  let watched = new Set<string>()

  const held = (): RecordState[] => ownIds(database, kind, user, mostShown).flatMap(id => shown({ kind, id }) ?? [])
  const withStanding = (clash: RecordState): OwnClash => {
    const record = shown(recordOf(clash))
    const stands = record && bagOf(record)[String(clash.values['field'])]
    const standing = record && standingOf(clash.values, stands)
    return { clash, record, stands, standing, isOpen: isUnsettled(clash) && standing !== 'mine' }
  }
  const read = (): void => {
    const unsettled = held().filter(isUnsettled).map(withStanding)
    open = unsettled.filter(({ isOpen }) => isOpen).map(({ clash }) => clash)
    watched = new Set(unsettled.map(({ clash }) => recordOf(clash).id))
  }
  return {
    all: () => held().map(withStanding),
    open: () => open,
    metBy: patches =>
      open
        .filter(({ values }) =>
          patches.some(({ id, set }) => {
            const change = id === values['record'] ? set[String(values['field'])] : undefined
            return change && standingOf(values, change.value) === 'mine'
          }),
        )
        .map(({ id }) => id),
    read,
    changed(changes) {
      const concerns = ({ kind: name, ids }: Change) =>
        name === kind || (watched.size > 0 && (ids === undefined || ids.some(id => watched.has(id))))
      if (changes.some(concerns)) read()
    },
  }
}

const isUnsettled = ({ values }: RecordState): boolean => values['state'] === 'open'
const recordOf = ({ values }: RecordState): RecordKey => ({
  kind: String(values['recordKind']),
  id: String(values['record']),
})
