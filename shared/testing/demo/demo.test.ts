import { describe, expect, it } from 'vitest'
import { builtInKinds } from '../../kinds.ts'
import { isDistrictOf } from '../../places.ts'
import { checkTaxId } from '../../taxId.ts'
import { cleanChanges, recordErrors } from '../../validate.ts'
import type { DemoAction } from './action.ts'
import { demoActions } from './actions.ts'
import { demoPeople } from './company.ts'

const options = {
  seed: 1,
  records: 3000,
  until: '2026-11-20T12:00:00.000Z',
  owners: [{ user: '0190a0a0-0000-7000-8000-000000000001', weight: 1 }],
}
const made = [...demoActions(options)]
const valuesIn = ({ patch }: DemoAction) =>
  Object.fromEntries(Object.entries(patch.set).map(([name, { value }]) => [name, value]))
const created = (kind: string) => made.filter(({ label, patch }) => label === 'create' && patch.kind === kind)

/** Monday is 1. */
const inIstanbul = (at: string) => {
  const there = new Date(Date.parse(at) + 3 * 3_600_000)
  return { weekday: there.getUTCDay(), hour: there.getUTCHours() }
}
const isOffice = (at: string) => {
  const { weekday, hour } = inIstanbul(at)
  return weekday >= 1 && weekday <= 5 && hour >= 9 && hour < 18
}
const isAwake = (at: string) => {
  const { weekday, hour } = inIstanbul(at)
  return weekday !== 0 && hour >= 9 && hour < 22
}

describe('the demo company', () => {
  it('is the same for the same seed and another for another', () => {
    expect(JSON.stringify([...demoActions(options)])).toBe(JSON.stringify(made))
    expect(JSON.stringify([...demoActions({ ...options, seed: 2 })])).not.toBe(JSON.stringify(made))
  })

  it('has the records asked for, in the order of 24 months that end today', () => {
    expect(made.filter(({ label, patch }) => label === 'create' && patch.kind !== 'tag')).toHaveLength(options.records)
    const times = made.map(({ at }) => at)
    expect(times.toSorted()).toEqual(times)
    expect(times[0] && times[0] < '2024-12').toBe(true)
    const last = times.at(-1) ?? ''
    expect(last <= options.until && last > '2026-11').toBe(true)
  })

  it('was made by people at work: in office hours, with a few evenings and Saturday mornings', () => {
    const usual = made.filter(({ at }) => isOffice(at))
    expect(usual.length).toBeGreaterThan(made.length * 0.95)
    expect(usual.length).toBeLessThan(made.length)
    expect(made.filter(({ at }) => !isAwake(at)).map(({ at }) => at)).toEqual([])
  })

  it('passes the validation that people pass, kind by kind, in its stored form', () => {
    for (const action of made.filter(({ label }) => label === 'create')) {
      const kind = builtInKinds.require(action.patch.kind)
      const { values, errors } = cleanChanges(kind, valuesIn(action))
      expect(errors).toBeUndefined()
      expect(values).toEqual(valuesIn(action))
      expect(recordErrors(kind, values)).toBeUndefined()
    }
  })

  it('has provinces that fit their districts, tax numbers that pass, some gaps and some doubles', () => {
    const customers = created('customer').map(valuesIn)
    const addresses = customers.flatMap(({ address }) =>
      address ? [address as { province: string; district: string }] : [],
    )
    expect(addresses.every(({ province, district }) => isDistrictOf(province, district))).toBe(true)
    const numbers = customers.flatMap(({ taxNumber }) => (taxNumber ? [String(taxNumber)] : []))
    expect(numbers.every(number => checkTaxId(number).state === 'valid')).toBe(true)
    expect(numbers.length - new Set(numbers).size).toBeGreaterThan(2)
    expect(customers.some(({ phone }) => phone === undefined)).toBe(true)
  })
})

describe('what the people of the demo company do with each other', () => {
  const people = demoPeople.map(({ weight, name, role }, i) => ({
    ...{ weight, name, role },
    user: `0190a0a0-0000-7000-8000-00000000000${i}`,
  }))
  const whole = { ...options, owners: people, people, records: 2000 }
  const actions = [...demoActions(whole)]
  const records = [...demoActions({ ...whole, people: [] })]
  const of = (kind: string) => actions.filter(({ label, patch }) => label === 'create' && patch.kind === kind)
  const seller = people[1]?.user ?? ''
  const manager = people[6]?.user ?? ''
  const done = new Set(
    actions.filter(({ label, patch }) => label === 'edit' && patch.kind === 'task').map(a => a.patch.id),
  )
  const openTasks = of('task').filter(({ patch }) => !done.has(patch.id))

  it('stands between the records, in its time, and leaves them as they are', () => {
    const ids = new Set(records.map(({ patch }) => patch.id))
    expect(actions.filter(({ patch }) => ids.has(patch.id) && patch.kind !== 'task')).toEqual(records)
    expect(actions.length).toBeLessThan(records.length * 1.6)
    const times = actions.map(({ at }) => at)
    expect(times.toSorted()).toEqual(times)
    expect((times.at(-1) ?? '') <= options.until).toBe(true)
    expect(JSON.stringify([...demoActions(whole)])).toBe(JSON.stringify(actions))
  })

  it('passes the validation that people pass, and hangs on records that were there before', () => {
    const known = new Set(people.map(({ user }) => user))
    for (const { patch, label } of actions) {
      const kind = builtInKinds.require(patch.kind)
      const values = Object.fromEntries(Object.entries(patch.set).map(([name, { value }]) => [name, value]))
      const cleaned = cleanChanges(kind, values)
      expect([patch.kind, cleaned.errors]).toEqual([patch.kind, undefined])
      if (label === 'create') {
        expect([patch.kind, cleaned.values]).toEqual([patch.kind, values])
        expect([patch.kind, recordErrors(kind, values)]).toEqual([patch.kind, undefined])
        const { parent } = values as { parent?: { id: string } }
        expect(parent === undefined || known.has(parent.id)).toBe(true)
        expect(known.has(patch.id)).toBe(false)
      } else expect(known.has(patch.id)).toBe(true)
      known.add(patch.id)
    }
  })

  it('fills the day of everybody: overdue, today and later, none of it so near that it would remind at once', () => {
    const today = options.until.slice(0, 10)
    for (const { user } of people) {
      const mine = openTasks.map(valuesIn).filter(({ owner, assignees }) => {
        return Array.isArray(assignees) ? assignees.includes(user) : owner === user
      })
      const dues = mine.flatMap(({ due }) => (due ? [String(due)] : []))
      expect(dues.some(due => due < today)).toBe(true)
      expect(dues.filter(due => due.startsWith(today)).length).toBeGreaterThan(1)
      expect(dues.some(due => due.slice(0, 10) > today)).toBe(true)
      for (const due of dues) expect(Math.abs(Date.parse(due) - Date.parse(options.until))).toBeGreaterThan(3_600_000)
    }
    expect(done.size).toBeGreaterThan(60)
  })

  it('is at work by day, and nobody has the same to do twice', () => {
    expect(actions.filter(({ at }) => !isAwake(at)).map(({ at, patch }) => [at, patch.kind])).toEqual([])
    for (const { user } of people) {
      const mine = openTasks.map(valuesIn).filter(({ owner, parent }) => owner === user && !parent)
      const subjects = mine.map(({ subject }) => subject)
      expect(subjects.toSorted()).toEqual([...new Set(subjects)].toSorted())
    }
  })

  it('leaves news at the bell, read and unread, comments that mention, favourites and views', () => {
    for (const receiver of [seller, manager]) {
      const news = of('notification')
        .map(valuesIn)
        .filter(({ owner }) => owner === receiver)
      expect(news.some(({ readAt }) => readAt)).toBe(true)
      expect(news.some(({ readAt }) => !readAt)).toBe(true)
      expect(
        of('favourite')
          .map(valuesIn)
          .filter(({ owner }) => owner === receiver),
      ).toHaveLength(4)
    }
    expect(
      of('comment')
        .map(valuesIn)
        .filter(({ mentions }) => mentions).length,
    ).toBeGreaterThan(20)
    expect(of('activity').length).toBeGreaterThan(150)
    expect(of('view').length + of('companyView').length).toBeGreaterThan(3)
  })

  it('adds no more to a company that is large for measuring', () => {
    const many = [...demoActions({ ...whole, records: 20_000 })].length
    expect(many - [...demoActions({ ...whole, people: [], records: 20_000 })].length).toBeLessThan(4000)
  })
})
