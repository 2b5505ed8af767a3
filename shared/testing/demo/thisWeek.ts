import type { RecordKey } from '../../record.ts'
import type { Random } from '../random.ts'
import { taskSubjects } from '../words/teamwork.ts'
import type { DemoAction } from './action.ts'
import { activity, iso, made, priority, talk, ticked } from './encounters.ts'
import { dayOf, dueOn, hour, minute, workdaysBefore } from './moments.ts'
import type { DemoPerson, DemoSubject, TeamworkOptions } from './teamwork.ts'

export type Subjects = ReadonlyMap<DemoPerson, readonly DemoSubject[]>

/** Days from today on which a person's open tasks are due; undefined: some day. */
const dueDays = [-4, -1, 0, 0, 0, 1, 1, 2, 5, 9, undefined] as const

/** What lies on everybody's table on the day of `until`, and what came of it in the days before. Not in order. */
export function thisWeek(options: TeamworkOptions, subjects: Subjects): DemoAction[] {
  const { chance, people } = options
  const actions: DemoAction[] = []
  const news: Notice[] = []
  const managers = people.filter(({ role }) => role === 'management')
  for (const person of people) {
    const about = aboutFor(person, subjects, chance)
    const own = chance.shuffle(dueDays)
    for (const [at, days] of own.entries()) {
      const isGiven = at < 3 && managers.some(manager => manager !== person)
      const giver = isGiven ? chance.pick(managers.filter(manager => manager !== person)) : undefined
      actions.push(...openTask(options, news, { person, giver, days, about: about(), n: at }))
    }
    for (let n = 0; n < 4; n++) actions.push(...doneTask(options, news, { person, about: about() }))
    for (const subject of chance.sample(subjects.get(person) ?? [], 6))
      actions.push(activity(options, subject, earlier(options, 5)))
    for (const subject of chance.sample(subjects.get(person) ?? [], 3)) actions.push(...told(options, news, subject))
  }
  return [...actions, ...notices(options, news)]
}

/** Records that somebody may work on: their own, or, for those who have none, customers of the others. */
function aboutFor(person: DemoPerson, subjects: Subjects, chance: Random): () => DemoSubject | undefined {
  const own = subjects.get(person) ?? []
  const others = [...subjects.values()].flat().filter(({ key }) => key.kind === 'customer')
  const choice = own.length > 0 ? own : others
  const isInside = person.role === 'admin'
  return () => (choice.length === 0 || isInside || chance.chance(0.2) ? undefined : chance.pick(choice))
}

interface Wanted {
  person: DemoPerson
  /** Who gave it to them; absent: they took it themselves. */
  giver: DemoPerson | undefined
  days: number | undefined
  about: DemoSubject | undefined
  n: number
}

function openTask(options: TeamworkOptions, news: Notice[], { person, giver, days, about, n }: Wanted): DemoAction[] {
  const { chance, until } = options
  const subjects = taskSubjects[person.role]
  const subject = subjects[n % subjects.length] ?? ''
  // What is overdue was not made after it was due.
  const at = workdaysBefore(earlier(options, 3), Math.max(0, -(days ?? 0)))
  const task = made(options, at, giver ?? person, 'task', {
    subject,
    state: 'open',
    ...(days === undefined ? {} : { due: iso(dueAround(until, days, chance)) }),
    ...priority(chance),
    owner: (giver ?? person).user,
    ...(giver ? { assignees: [person.user] } : {}),
    ...(about ? { parent: about.key } : {}),
  })
  const what = { about: task.key, title: subject, kind: 'task', at }
  if (giver) news.push({ ...what, to: person, from: giver, reason: 'assigned' })
  return [task.action]
}

/**
 * A time on that day. Not close to now: a reminder would come while somebody is still looking around.
 */
function dueAround(until: number, days: number, chance: Random): number {
  const start = dayOf(until, days)
  for (let tries = 0; tries < 20; tries++) {
    const due = dueOn(start, chance)
    if (Math.abs(due - until) > 2 * hour) return due
  }
  return start + 9 * hour
}

/** One that was done in the last days, and whose giver was told. */
function doneTask(
  options: TeamworkOptions,
  news: Notice[],
  { person, about }: Pick<Wanted, 'person' | 'about'>,
): DemoAction[] {
  const { chance, people } = options
  const manager = people.find(({ role }) => role === 'management')
  const giver = manager !== person && chance.chance(0.35) ? manager : undefined
  const at = earlier(options, 3)
  const subject = chance.pick(taskSubjects[person.role])
  const task = made(options, workdaysBefore(at, 3), giver ?? person, 'task', {
    ...{ subject, state: 'open', due: iso(dueOn(dayOf(at), chance)), owner: (giver ?? person).user },
    ...(giver ? { assignees: [person.user] } : {}),
    ...(about ? { parent: about.key } : {}),
    ...priority(chance),
  })
  const what = { about: task.key, title: subject, kind: 'task', at }
  if (giver) news.push({ ...what, to: giver, from: person, reason: 'done' })
  return [task.action, ticked(task.key, person, at)]
}

/** A talk about a record, with what each of the two is told of it. */
function told(options: TeamworkOptions, news: Notice[], subject: DemoSubject): DemoAction[] {
  const said = talk(options, subject, earlier(options, 4)).filter(({ at }) => at <= options.until)
  for (const { key, by, to, at } of said) {
    const what = { about: key, title: subject.title, kind: subject.key.kind, at }
    if (to) news.push({ ...what, to, from: by, reason: 'mentioned' })
  }
  return said.map(({ action }) => action)
}

interface Notice {
  to: DemoPerson
  from: DemoPerson
  reason: string
  about: RecordKey
  title: string
  /** Of the record that the title is of. */
  kind: string
  at: number
}

const unread = 2

/** What the write path would have told: everybody has read what they were told, save the newest. */
function notices(options: TeamworkOptions, news: readonly Notice[]): DemoAction[] {
  const { chance, until } = options
  return [...Map.groupBy(news, ({ to }) => to).values()].flatMap(own =>
    own
      .toSorted((a, b) => b.at - a.at)
      .map(({ to, from, reason, about, title, kind, at }, n) => {
        const read = Math.min(until, at + chance.int(10, 240) * minute)
        return made(options, at, from, 'notification', {
          ...{
            owner: to.user,
            parent: about,
            reason,
            from: from.user,
            aboutTitle: title.slice(0, 200),
            aboutKind: kind,
          },
          ...(n < unread ? {} : { readAt: iso(read) }),
        }).action
      }),
  )
}

/** A moment in the working hours of the last days, a while before now. */
export function earlier({ chance, until }: TeamworkOptions, days: number): number {
  return workdaysBefore(until - 10 * minute, chance.next() * (days + 1))
}
