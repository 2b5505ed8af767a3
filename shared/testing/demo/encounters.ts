import type { Values } from '../../entity.ts'
import type { RichTextDocument } from '../../fields.ts'
import type { RecordKey } from '../../record.ts'
import { mentionedIn, plainToRichText } from '../../richText.ts'
import type { Random } from '../random.ts'
import { questions, remarks, taskSubjects } from '../words/teamwork.ts'
import { noteSubject, noteText } from '../words/work.ts'
import { creation, type DemoAction } from './action.ts'
import { day, dayOf, dueOn, hour, inOfficeHours } from './moments.ts'
import type { DemoPerson, DemoSubject, TeamworkOptions } from './teamwork.ts'

/** What somebody makes at a moment. */
export function made(
  { newId }: TeamworkOptions,
  at: number,
  by: DemoPerson,
  kind: string,
  values: Values,
): { key: RecordKey; action: DemoAction } {
  const key = { kind, id: newId(at) }
  return { key, action: { at: iso(at), user: by.user, label: 'create', patch: creation(key, values) } }
}

export const iso = (at: number): string => new Date(at).toISOString()

/** What happens about one record in the weeks after it was made. */
export function encounter(options: TeamworkOptions, subject: DemoSubject): DemoAction[] {
  const { chance } = options
  const actions: DemoAction[] = []
  let at = subject.since
  for (let n = chance.int(1, 3); n > 0; n--) {
    at = inOfficeHours(at + chance.int(0, 12) * day, chance)
    actions.push(activity(options, subject, at))
  }
  if (chance.chance(0.55)) actions.push(...taskOnce(options, subject, at))
  if (chance.chance(0.3)) actions.push(...talk(options, subject, inOfficeHours(at, chance)).map(({ action }) => action))
  return actions
}

/** A call, visit, meeting or mail of the record's owner. */
export function activity(options: TeamworkOptions, { key, sector, owner }: DemoSubject, at: number): DemoAction {
  const { chance } = options
  const type = chance.weighted([
    ['call', 55],
    ['visit', 16],
    ['meeting', 14],
    ['mail', 15],
  ] as const)
  const outcome = chance.weighted([
    ['reached', 60],
    ['noAnswer', 22],
    ['callBack', 18],
  ] as const)
  const isTalk = type !== 'mail' && (type !== 'call' || outcome === 'reached')
  const lengths = { call: [2, 18], visit: [40, 150], meeting: [30, 90], mail: [0, 0] } as const
  const [least, most] = lengths[type]
  return made(options, at, owner, 'activity', {
    parent: key,
    type,
    at: iso(at),
    ...(type === 'call' || type === 'mail' ? { direction: chance.chance(0.75) ? 'outgoing' : 'incoming' } : {}),
    ...(type === 'call' ? { outcome } : {}),
    ...(isTalk ? { minutes: chance.int(least, most) } : {}),
    subject: noteSubject(chance, sector),
    ...(isTalk || type === 'mail' ? { body: plainToRichText(noteText(chance, sector)) } : {}),
  }).action
}

/** A task of long ago: given to oneself, done about when it was due; a few never were. */
function taskOnce(options: TeamworkOptions, { key, owner }: DemoSubject, from: number): DemoAction[] {
  const { chance, until } = options
  const due = dueOn(dayOf(from, chance.int(1, 14)), chance)
  const task = made(options, from, owner, 'task', {
    ...{ subject: chance.pick(taskSubjects[owner.role]), state: 'open', due: iso(due), owner: owner.user, parent: key },
    ...priority(chance),
  })
  // What was due long ago is done or was given up; nothing hangs on from two years back.
  const end = inOfficeHours(Math.max(from + hour, due + chance.int(-2, 2) * day), chance)
  return [task.action, ...(end < until ? [ticked(task.key, owner, end)] : [])]
}

export const ticked = (key: RecordKey, by: DemoPerson, at: number): DemoAction => ({
  at: iso(at),
  user: by.user,
  label: 'edit',
  patch: { ...key, set: { state: { base: 'open', value: 'done' } } },
})

export const priority = (chance: Random): Values => {
  const found = chance.weighted([
    ['high', 18],
    ['normal', 60],
    ['low', 12],
    [undefined, 10],
  ] as const)
  return found ? { priority: found } : {}
}

export interface Said {
  key: RecordKey
  by: DemoPerson
  /** Whom it mentions; nobody: a remark. */
  to: DemoPerson | undefined
  at: number
  action: DemoAction
}

/** A question about a record and its answer, or a remark. Nobody speaks who could not see the record. */
export function talk(options: TeamworkOptions, subject: DemoSubject, at: number): Said[] {
  const { chance, people } = options
  const { key, owner } = subject
  const say = (by: DemoPerson, to: DemoPerson | undefined, text: string, when: number): Said => {
    const body = to ? mentioning(to, text) : plainToRichText(text)
    const mentions = mentionedIn(body)
    const values = { parent: key, body, ...(mentions.length > 0 ? { mentions } : {}) }
    const comment = made(options, when, by, 'comment', values)
    return { ...comment, by, to, at: when }
  }
  const question = chance.pick(questions)
  const asking = people.find(({ role }) => role === question.by)
  const maySee = asking && (key.kind === 'customer' || asking.role === 'management')
  if (!maySee || asking === owner || chance.chance(0.3)) return [say(owner, undefined, chance.pick(remarks), at)]
  const answered = inOfficeHours(at + chance.int(1, 20) * hour, chance)
  return [say(asking, owner, question.ask, at), say(owner, asking, question.answer, answered)]
}

const mentioning = ({ user, name }: DemoPerson, text: string): RichTextDocument => ({
  type: 'doc',
  content: [
    {
      type: 'paragraph',
      content: [
        { type: 'mention', attrs: { id: user, label: name } },
        { type: 'text', text: ` ${text}` },
      ],
    },
  ],
})
