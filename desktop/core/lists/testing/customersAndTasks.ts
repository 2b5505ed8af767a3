import type { ListQuery } from '../../../../shared/filters.ts'
import { uuidv7Maker } from '../../../../shared/ids.ts'
import { kindsWith } from '../../../../shared/kinds.ts'
import type { KindRights } from '../../../../shared/permissions/rights.ts'
import type { Viewer } from '../../../../shared/permissions/viewer.ts'
import type { RecordState } from '../../../../shared/record.ts'
import { type Random, random } from '../../../../shared/testing/random.ts'
import { openReader } from '../../storage/database.ts'
import { createLists } from '../lists.ts'
import { everyKindOfField, makeSmall, type Small, words } from './everyField.ts'
import { allSeeing, openProfile } from './open.ts'

export const seed = Number(process.env['SEED'] ?? 20261122)
export const now = Date.parse('2026-11-22T12:00:00.000Z')
export const kinds = kindsWith(everyKindOfField)
export const zone = 'Europe/Istanbul'

/** A profile with customers that have every kind of field and tasks that hang on some of them, and lists over it. */
export function customersAndTasks() {
  const small = makeSmall(seed, 1_500)
  const tasks = makeTasks(small, random(seed), 1_500)
  const profile = openProfile({ own: everyKindOfField })
  const states = [...small.users, ...small.teams, ...small.tags, ...small.customers, ...tasks]
  profile.put(states, 'loading')
  const reader = openReader({ file: profile.file, key: profile.key })
  const all = allSeeing(small.users[0]?.id ?? '', small.teams[0]?.id ?? null)
  return {
    small,
    tasks,
    profile,
    /** Of all kinds, by id. */
    records: new Map(states.map(record => [record.id, record])),
    reader,
    lists: createLists({ reader, kinds, zone, now: () => now }),
    /** Who sees everything. */
    all,
    seeing: (rights: Record<string, KindRights>): Viewer => ({
      ...all,
      rights: { kinds: { ...all.rights.kinds, ...rights }, abilities: [] },
    }),
    close() {
      reader.close()
      profile.close()
    },
  }
}

export const query = (kind: string, rest: Partial<ListQuery> = {}): ListQuery => ({
  ...{ kind, filters: [], sort: { field: 'createdAt', descending: false }, archived: 'with' },
  ...rest,
})

export function makeTasks(small: Small, source: Random, count: number): RecordState[] {
  const nextId = uuidv7Maker({ now: () => 1_750_000_000_000, fill: bytes => bytes.set(source.bytes(bytes.length)) })
  return Array.from({ length: count }, (): RecordState => {
    const parent = source.chance(0.7) ? source.pick(small.customers) : source.pick(small.users)
    const values = {
      subject: source.pick(words),
      state: source.pick(['open', 'done']),
      due: source.pick(['2026-10-31T20:59:59.999Z', '2026-10-31T21:00:00.000Z', '2026-11-20T08:00:00.000Z']),
      priority: source.pick(['high', 'normal', 'low', 'gone']),
      assignees: source.sample(small.users, source.int(1, 3)).map(({ id }) => id),
      remindBefore: source.int(0, 5),
    }
    return {
      ...{
        kind: 'task',
        id: nextId(),
        epoch: 1,
        number: 1,
        archived: source.chance(0.1),
        owner: small.users[0]?.id ?? '',
      },
      ...{ createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'system', updatedAt: '2026-01-01T00:00:00.000Z' },
      ...{ updatedBy: 'system', team: source.pick(small.teams).id },
      // Some hang on nothing, and some on a record that is not here, or not yet.
      ...(source.chance(0.85) ? { parent: { kind: parent.kind, id: source.chance(0.9) ? parent.id : nextId() } } : {}),
      values: Object.fromEntries(Object.entries(values).filter(() => source.chance(0.85))),
    }
  })
}
