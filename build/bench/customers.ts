import { builtInKinds } from '../../shared/kinds.ts'
import type { RecordState } from '../../shared/record.ts'
import { demoActions } from '../../shared/testing/demo/actions.ts'

/** Whose the measured records are. */
export const benchUsers = [1, 2, 3, 4, 5].map(n => `0190a0a0-0000-7000-8000-00000000000${n}`)
const team = '0190a0a0-0000-7000-8000-0000000000aa'

/** Customers of the demo company as a server would send them; the same ones for us and for the peers. */
export function benchCustomers(count: number): RecordState[] {
  const states: RecordState[] = []
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
      values,
    })
  }
  return states
}

/** The measured lists: each filter with each sort. */
export const benchFilters: Record<string, { field: string; value: string }[]> = {
  none: [],
  commonStatus: [{ field: 'status', value: 'active' }],
  rareStatus: [{ field: 'status', value: 'atRisk' }],
  sector: [{ field: 'sector', value: 'textile' }],
  owner: [{ field: 'owner', value: benchUsers[4] ?? '' }],
  type: [{ field: 'type', value: 'individual' }],
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
