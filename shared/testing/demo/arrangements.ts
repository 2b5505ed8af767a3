import { favouriteId } from '../../entities/teamwork/favourite.ts'
import type { Values } from '../../entity.ts'
import type { ListView } from '../../filters.ts'
import { favouriteNames } from '../words/teamwork.ts'
import { creation, type DemoAction } from './action.ts'
import { iso, made } from './encounters.ts'
import type { DemoPerson, TeamworkOptions } from './teamwork.ts'
import { earlier, type Subjects } from './thisWeek.ts'

/** What people keep at hand, and the lists that they have named. */
export function arrangements(options: TeamworkOptions, subjects: Subjects): DemoAction[] {
  const { chance, people } = options
  const actions: DemoAction[] = []
  for (const person of people) {
    const kept = chance.sample(subjects.get(person) ?? [], 4)
    for (const [position, { key }] of kept.entries()) {
      const id = { kind: 'favourite', id: favouriteId(person.user, key) }
      const name = position === 0 ? { name: chance.pick(favouriteNames) } : {}
      const values = { owner: person.user, parent: key, position, ...name }
      actions.push({ at: iso(earlier(options, 5)), user: person.user, label: 'create', patch: creation(id, values) })
    }
    for (const { kind, ...values } of views[person.role] ?? []) {
      const owner: Values = kind === 'companyView' ? {} : { owner: person.user }
      actions.push(made(options, earlier(options, 5), person, kind, { ...values, ...owner }).action)
    }
  }
  return actions
}

interface DemoView {
  kind: 'view' | 'teamView' | 'companyView'
  of: string
  name: string
  shows: ListView
}

const columns = (...fields: string[]) => fields.map(field => ({ field }))
const views: Partial<Record<DemoPerson['role'], DemoView[]>> = {
  sales: [
    {
      ...{ kind: 'view', of: 'customer', name: 'Riskli müşterilerim' },
      shows: {
        layout: 'table',
        columns: columns('title', 'sector', 'phone', 'address.province', 'updatedAt'),
        filters: {
          all: [
            { field: 'status', op: 'is', value: 'atRisk' },
            { field: 'owner', op: 'is', value: 'me' },
          ],
        },
        sort: { field: 'updatedAt', descending: true },
      },
    },
    {
      ...{ kind: 'view', of: 'lead', name: 'Aday panosu' },
      shows: { layout: 'board', boardBy: 'status', sort: { field: 'createdAt', descending: true } },
    },
  ],
  management: [
    {
      ...{ kind: 'companyView', of: 'lead', name: 'Büyük fırsatlar' },
      shows: {
        layout: 'table',
        columns: columns('title', 'status', 'expectedAmount', 'sector', 'owner'),
        filters: {
          all: [
            { field: 'expectedAmount', op: 'atLeast', value: 1_000_000_00 },
            { field: 'status', op: 'in', value: ['new', 'contacted', 'qualified'] },
          ],
        },
        sort: { field: 'expectedAmount', descending: true },
      },
    },
    {
      ...{ kind: 'view', of: 'task', name: 'Sorumluya göre görevler' },
      shows: {
        layout: 'table',
        filters: { all: [{ field: 'state', op: 'is', value: 'open' }] },
        sort: { field: 'due', descending: false },
        groupBy: 'owner',
      },
    },
  ],
}
