import type { Values } from '../../entity.ts'
import { derivedId, uuidv7Maker } from '../../ids.ts'
import type { RecordKey } from '../../record.ts'
import { type Random, random } from '../random.ts'
import { tagNames } from '../words/work.ts'
import { creation, type DemoAction } from './action.ts'
import { hoursWorked, workedAt } from './moments.ts'
import { type DemoPerson, withTeamwork } from './teamwork.ts'
import { type DemoValues, demoValues } from './values.ts'

export interface DemoOptions {
  seed: number | string
  /** How many records there are, tags and what people do with each other aside. */
  records: number
  /** The last of 24 months of activity. */
  until: string
  /** Whose the records are, by weight. */
  owners: readonly { user: string; weight: number }[]
  /** Only customers, for measuring one long list. */
  onlyCustomers?: boolean
  /** Who works there: they call, give each other tasks and comment, besides the records asked for. */
  people?: readonly DemoPerson[]
}

const months24 = 730 * 86_400_000
const statusAfter: Record<string, string> = {
  new: 'contacted',
  contacted: 'qualified',
  potential: 'active',
  active: 'atRisk',
  atRisk: 'active',
}

/** A history that could have been, oldest first; the same for the same options on every machine. */
export function demoActions(options: DemoOptions): Generator<DemoAction> {
  const { seed, people, records } = options
  const made = recordActions(options)
  if (!people || options.onlyCustomers) return made
  const chance = random(seed).fork('teamwork')
  let now = 0
  const newId = uuidv7Maker({ now: () => now, fill: bytes => bytes.set(chance.bytes(bytes.length)) })
  const idAt = (at: number) => {
    now = at
    return newId()
  }
  return withTeamwork(made, { chance, people, records, until: Date.parse(options.until), newId: idAt })
}

/** Customers and leads with what hangs on them. */
function* recordActions(options: DemoOptions): Generator<DemoAction> {
  const chance = random(options.seed)
  const clock = createClock(chance.fork('clock'), options)
  const newId = uuidv7Maker({ now: clock.now, fill: bytes => bytes.set(chance.bytes(bytes.length)) })
  const make = demoValues(chance.fork('values'))
  const owners = options.owners.map(({ user, weight }) => [user, weight] as const)
  const first = owners[0]?.[0] ?? ''
  const tags = tagNames.map(name => ({ id: derivedId('tag', name), name }))
  for (const { id, name } of tags)
    yield {
      at: clock.at(),
      user: first,
      label: 'create',
      patch: creation(
        { kind: 'tag', id },
        { name, color: chance.pick(['gray', 'blue', 'teal', 'green', 'orange', 'violet']) },
      ),
    }

  const remembered: Remembered[] = []
  for (let made = 0; made < options.records; ) {
    clock.reach(made)
    const owner = chance.weighted(owners)
    const kind = options.onlyCustomers || chance.chance(0.55) ? 'customer' : 'lead'
    const values = {
      ...valuesOf(kind, make, remembered, chance),
      ...(chance.chance(0.3) ? { tags: chance.sample(tags, chance.int(1, 3)).map(tag => tag.id) } : {}),
    }
    const key = { kind, id: newId() }
    yield { at: clock.at(), user: owner, label: 'create', patch: creation(key, { ...values, owner }) }
    made++
    if (!options.onlyCustomers) {
      for (const child of childrenOf(kind, make, values, chance)) {
        if (made >= options.records) break
        clock.advance(0.3)
        yield {
          at: clock.at(),
          user: owner,
          label: 'create',
          patch: creation({ kind: child.kind, id: newId() }, { ...child.values, parent: key }),
        }
        made++
      }
    }
    remember(remembered, { key, values, owner }, chance)
    if (chance.chance(0.12)) yield* laterChange(remembered, chance, clock)
  }
}

interface Remembered {
  key: RecordKey
  values: Values
  owner: string
}

/** One in a hundred is a double of an earlier one, typed again a little differently. */
function valuesOf(kind: string, make: DemoValues, remembered: Remembered[], chance: Random): Values {
  const earlier = chance.chance(0.01) ? remembered.filter(one => one.key.kind === kind) : []
  if (earlier.length === 0) return kind === 'customer' ? make.customer() : make.lead()
  const { tags: _tags, ...values } = chance.pick(earlier).values
  const name = values['companyName']
  return typeof name === 'string' ? { ...values, companyName: retyped(name, chance) } : values
}

const retyped = (name: string, chance: Random): string =>
  chance.weighted([
    [name.replace(/ı/g, 'i').replace(/ş/g, 's').replace(/ğ/g, 'g'), 3],
    [name.replace(/\s+(A\.Ş\.|Ltd\. Şti\.)$/, ''), 3],
    [name.toLocaleUpperCase('tr'), 1],
    [name, 1],
  ])

function childrenOf(
  kind: string,
  make: DemoValues,
  values: Values,
  chance: Random,
): { kind: string; values: Values }[] {
  const notes = Array.from(
    {
      length: chance.weighted([
        [0, 50],
        [1, 30],
        [2, 14],
        [4, 6],
      ] as const),
    },
    () => ({ kind: 'note', values: make.note(String(values['sector'])) }),
  )
  if (kind !== 'customer') return notes
  const contacts = Array.from(
    {
      length: chance.weighted([
        [0, 30],
        [1, 45],
        [2, 20],
        [4, 5],
      ] as const),
    },
    (_, i) => ({ kind: 'contact', values: { ...make.contact(), ...(i === 0 ? { isPrimary: true } : {}) } }),
  )
  const addresses = Array.from(
    {
      length: chance.weighted([
        [0, 60],
        [1, 30],
        [2, 10],
      ] as const),
    },
    () => ({ kind: 'address', values: make.address() }),
  )
  return [...contacts, ...addresses, ...notes]
}

/** A few thousand of the records so far, for later changes; more would only cost memory. */
function remember(remembered: Remembered[], one: Remembered, chance: Random): void {
  if (remembered.length < 4000) remembered.push(one)
  else remembered[chance.int(0, remembered.length - 1)] = one
}

function* laterChange(remembered: Remembered[], chance: Random, clock: Clock): Generator<DemoAction> {
  const one = chance.pick(remembered)
  const status = one.values['status']
  const next = statusAfter[String(status)]
  clock.advance(0.3)
  if (next) {
    yield {
      at: clock.at(),
      user: one.owner,
      label: 'edit',
      patch: { ...one.key, set: { status: { base: status, value: next } } },
    }
    one.values = { ...one.values, status: next }
  } else if (chance.chance(0.3)) {
    yield {
      at: clock.at(),
      user: one.owner,
      label: 'archive',
      patch: { ...one.key, set: { archived: { base: false, value: true } } },
    }
    remembered.splice(remembered.indexOf(one), 1)
  }
}

interface Clock {
  now(): number
  at(): string
  /** On to where this share of the records belongs, give or take. */
  reach(made: number): void
  /** A part of the time between two records. */
  advance(share: number): void
}

/** Working time that goes forward by uneven steps through the 24 months before `until` and never passes it. */
function createClock(chance: Random, { records, until }: DemoOptions): Clock {
  const end = hoursWorked(Date.parse(until))
  const start = hoursWorked(Date.parse(until) - months24)
  const step = (end - start) / Math.max(records, 1)
  let worked = start
  const goTo = (hours: number) => {
    worked = Math.min(end, Math.max(worked, hours))
  }
  const now = () => Math.floor(workedAt(worked))
  return {
    now,
    at: () => new Date(now()).toISOString(),
    reach: made => goTo(start + step * (made + chance.next())),
    advance: share => goTo(worked + step * share * chance.next()),
  }
}
