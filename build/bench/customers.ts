import { allKinds } from '../../shared/entities/index.ts'
import type { Values } from '../../shared/entity.ts'
import type { Filter } from '../../shared/filters.ts'
import { builtInKinds } from '../../shared/kinds.ts'
import { allRights } from '../../shared/permissions/rights.ts'
import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { RecordState } from '../../shared/record.ts'
import { demoActions } from '../../shared/testing/demo/actions.ts'
import { random } from '../../shared/testing/random.ts'

/** Whose the measured records are. */
export const benchUsers = [1, 2, 3, 4, 5].map(n => `0190a0a0-0000-7000-8000-00000000000${n}`)
const team = '0190a0a0-0000-7000-8000-0000000000aa'

/** Sees and does everything. */
export const benchViewer: Viewer = {
  user: benchUsers[4] ?? '',
  team,
  role: '0190a0a0-0000-7000-8000-0000000000bb',
  rights: { kinds: Object.fromEntries(allKinds.map(kind => [kind.name, allRights])), abilities: ['admin', 'bulkEdit'] },
}

/** What the company added to customers: one field of each kind that lists filter and sort by in their own ways. */
export const benchOwnFields: Values[] = [
  { of: 'customer', key: 'rank', type: 'number', words: { tr: 'Sıra' }, position: 1 },
  { of: 'customer', key: 'limit', type: 'money', words: { tr: 'Limit' }, position: 2 },
  { of: 'customer', key: 'visit', type: 'date', words: { tr: 'Ziyaret' }, position: 3 },
  {
    ...{ of: 'customer', key: 'group', type: 'choice', words: { tr: 'Grup' }, position: 4 },
    choices: ['a', 'b', 'c', 'd'].map(key => ({ key, words: { tr: key.toUpperCase() } })),
  },
]

/** Team, users, tags and own fields that the customers refer to; for our own file, not for the peers. */
export function benchSurroundings(): RecordState[] {
  const at = '2024-11-20T06:00:00.000Z'
  const record = (kind: string, id: string, values: Values): RecordState => ({
    ...{ kind, id, epoch: 1, number: 1, archived: false, createdAt: at, createdBy: id, updatedAt: at, updatedBy: id },
    values,
  })
  return [
    record('team', team, { name: 'Satış' }),
    ...benchUsers.map((id, i) =>
      record('user', id, { name: `Kişi ${i}`, email: `k${i}@olcum.test`, memberOf: team, isActive: true }),
    ),
    ...benchOwnFields.map((values, i) => record('ownField', `0190a0a0-0000-7000-8000-0000000001${i}0`, values)),
  ]
}

/** Customers of the demo company as a server would send them; the same ones for us and for the peers. */
export function benchCustomers(count: number): RecordState[] {
  const states: RecordState[] = []
  const chance = random('bench own fields')
  const often = (share: number, values: () => Values): Values => (chance.chance(share) ? values() : {})
  const owners = benchUsers.map((user, i) => ({ user, weight: i + 1 }))
  const options = { seed: 'bench', records: count, until: '2026-11-20T12:00:00.000Z', owners, onlyCustomers: true }
  for (const { at, label, patch } of demoActions(options)) {
    if (label !== 'create' || patch.kind === 'tag') continue
    const { owner, ...values } = Object.fromEntries(Object.entries(patch.set).map(([name, { value }]) => [name, value]))
    const user = String(owner)
    states.push({
      kind: patch.kind,
      id: patch.id,
      epoch: 1,
      number: states.length + 1,
      owner: user,
      team,
      archived: false,
      createdAt: at,
      createdBy: user,
      updatedAt: at,
      updatedBy: user,
      values: {
        ...values,
        ...often(0.3, () => ({ 'custom.rank': chance.int(1, 1000) })),
        ...often(0.3, () => ({ 'custom.limit': { amount: chance.int(1, 5000) * 10_000, currency: 'TRY' } })),
        ...often(0.3, () => ({ 'custom.visit': chance.date('2026-01-01', '2026-12-31') })),
        ...often(0.5, () => ({ 'custom.group': chance.pick(['a', 'b', 'c', 'd']) })),
      },
    })
  }
  return states
}

/** The lists that we and the peer are asked for: each filter with each sort. */
export const benchFilters: Record<string, (Filter & { value: string })[]> = {
  none: [],
  commonStatus: [{ field: 'status', op: 'is', value: 'active' }],
  rareStatus: [{ field: 'status', op: 'is', value: 'atRisk' }],
  sector: [{ field: 'sector', op: 'is', value: 'textile' }],
  owner: [{ field: 'owner', op: 'is', value: benchUsers[4] ?? '' }],
  type: [{ field: 'type', op: 'is', value: 'individual' }],
}
export const benchSorts = ['title', 'createdAt', 'updatedAt'] as const

/** The same customer as a flat document for a peer's storage, with what it needs to filter and sort by. */
export function flatDocument(state: RecordState) {
  const { status, sector, type, ...values } = state.values
  return {
    id: state.id,
    title: builtInKinds.require(state.kind).title(state.values),
    owner: state.owner ?? '',
    status: String(status),
    sector: String(sector ?? ''),
    type: String(type),
    createdAt: state.createdAt,
    updatedAt: state.updatedAt,
    number: state.number,
    values,
  }
}
