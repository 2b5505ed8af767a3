import { builtInKinds } from '../../kinds.ts'
import type { BuiltInRole } from '../../permissions/rights.ts'
import type { RecordKey } from '../../record.ts'
import type { Random } from '../random.ts'
import type { Sector } from '../words/companies.ts'
import type { DemoAction } from './action.ts'
import { arrangements } from './arrangements.ts'
import { encounter } from './encounters.ts'
import { day } from './moments.ts'
import { demoStageRules } from './stageRules.ts'
import { thisWeek } from './thisWeek.ts'
import { sectorOf } from './values.ts'

/** Somebody who works in the demo company. */
export interface DemoPerson {
  user: string
  name: string
  role: BuiltInRole
}
/** A customer or lead, for what happens about it. */
export interface DemoSubject {
  key: RecordKey
  title: string
  sector: Sector
  owner: DemoPerson
  /** Milliseconds. */
  since: number
}
export interface TeamworkOptions {
  chance: Random
  people: readonly DemoPerson[]
  until: number
  records: number
  newId: (at: number) => string
}

/** More than a company of this size has in two years only costs time: larger ones are made for measuring. */
const mostRecords = 4000
/** Work around today begins so long before it. */
const recent = 16 * day
const keptPerOwner = 40

/**
 * What people of the demo company do with each other about its records: calls and visits, tasks, comments, what they are
 * told of, what they keep at hand. Laid between the actions that make the records, each in its time. Draws from a source
 * of its own, so that the records stay the same with it and without it.
 */
export function* withTeamwork(actions: Iterable<DemoAction>, options: TeamworkOptions): Generator<DemoAction> {
  const { chance, people, until, records } = options
  const share = 0.25 * Math.min(1, mostRecords / Math.max(1, records))
  const byUser = new Map(people.map(person => [person.user, person]))
  const subjects = new Map<DemoPerson, DemoSubject[]>()
  const later: DemoAction[] = []
  const add = (made: readonly DemoAction[]) => {
    later.push(...made)
    later.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  }
  const end = new Date(until).toISOString()
  function* due(at: string): Generator<DemoAction> {
    while (later[0] && later[0].at <= at) yield later.shift() as DemoAction
  }
  let isRecent = false
  let hasRules = false
  for (const action of actions) {
    const at = Date.parse(action.at)
    if (!hasRules && people[0]) {
      hasRules = true
      yield* demoStageRules(action.at, people[0].user)
    }
    if (!isRecent && at >= until - recent) {
      isRecent = true
      add(thisWeek(options, subjects))
      add(arrangements(options, subjects))
    }
    yield* due(action.at)
    yield action
    const subject = subjectOf(action, byUser)
    if (!subject) continue
    const own = subjects.get(subject.owner) ?? []
    own.push(subject)
    if (own.length > keptPerOwner) own.shift()
    subjects.set(subject.owner, own)
    if (chance.chance(share)) add(encounter(options, subject))
  }
  yield* due(end)
}

const subjectKinds = new Set(['customer', 'lead'])

function subjectOf({ label, patch, at }: DemoAction, people: ReadonlyMap<string, DemoPerson>): DemoSubject | undefined {
  if (label !== 'create' || !subjectKinds.has(patch.kind)) return undefined
  const values = Object.fromEntries(Object.entries(patch.set).map(([name, { value }]) => [name, value]))
  const owner = people.get(String(values['owner']))
  if (!owner) return undefined
  return {
    key: { kind: patch.kind, id: patch.id },
    title: builtInKinds.require(patch.kind).title(values),
    sector: sectorOf(values['sector']),
    owner,
    since: Date.parse(at),
  }
}
