import type { Database } from '../../../server/db/database.ts'
import { verifyCompany } from '../../../server/log/verify.ts'
import { projectFor } from '../../../shared/permissions/project.ts'
import { type Viewer, viewKey } from '../../../shared/permissions/viewer.ts'
import { isGone, type RecordState, type SyncedState } from '../../../shared/record.ts'
import type { Answer } from '../../../shared/sync/protocol.ts'
import { canonicalJson } from '../../../shared/value.ts'
import { type History, heldBy } from './history.ts'
import { difference, named, shortly, story, viewsOf } from './inWords.ts'
import type { Dump, Position } from './orders.ts'
import type { Received } from './recorder.ts'

/** What a check found wrong, one line each. */
export type Problems = string[]

/** Titles of targets are not in the log: they are compared with the tables, at the end. */
const withoutStubs = ({ stubs: _, ...state }: RecordState): string => canonicalJson(state)

/** The log gives the tables, has no gap, and holds what was witnessed. */
export async function checkLog(
  database: Database,
  company: string,
  history: History,
  witnessed: readonly Position[],
): Promise<Problems> {
  const problems: Problems = []
  history.rows.forEach(({ number }, i) => {
    if (number !== i + 1) problems.push(`log row ${i + 1} has number ${number}`)
  })
  if (history.head.number !== history.rows.length)
    problems.push(`the company stands at ${history.head.number}, its log ends at ${history.rows.length}`)
  for (const [id, state] of history.stored) {
    const replayed = history.at(id, history.head.number)
    if (!replayed || withoutStubs(replayed) !== withoutStubs(state))
      problems.push(`log and table of ${id}: ${difference(replayed && withoutStubs(replayed), withoutStubs(state))}`)
  }
  for (const { state } of history.rows)
    if (!history.stored.has(state.id)) problems.push(`${named(state)} is in the log and in no table`)
  const heads = new Map(witnessed.filter(head => head.number > 0).map(head => [`${head.number}:${head.hash}`, head]))
  const result = await verifyCompany(
    database,
    company,
    [...heads.values()].map(head => ({ company, ...head })),
  )
  for (const chain of [result.log, result.access])
    problems.push(...chain.problems.map(problem => `the chain does not verify: ${JSON.stringify(problem)}`))
  return problems
}

/** Every copy is what its user may see, byte for byte, and what is shown is the copy. */
export function checkCopies(history: History, name: string, user: string, dump: Dump): Problems {
  const problems: Problems = []
  const viewer = history.viewerAt(user, history.head.number)
  const due = new Map<string, string>()
  for (const state of history.stored.values()) {
    const seen = heldBy(viewer, state)
    if (seen) due.set(state.id, canonicalJson(seen))
  }
  for (const id of new Set([...due.keys(), ...Object.keys(dump.copies)])) {
    if (due.get(id) === dump.copies[id]) continue
    problems.push(`${name} holds of ${id}: ${difference(dump.copies[id], due.get(id))}`)
  }
  problems.push(...dump.wrong.map(line => `${name}: ${line}`))
  if (dump.integrity !== 'ok') problems.push(`${name}: ${dump.integrity}`)
  if (viewer && dump.view !== viewKey(viewer))
    problems.push(
      `${name} holds copies for the view ${shortly(dump.view ?? '')}, and its user's were ${viewsOf(history, user)}`,
    )
  return problems
}

/**
 * A desktop that has caught up to a number holds nothing that its user may not see there, and all that they may.
 * `isMidway`: a page brought it there that more follow; what changes again in those comes only with them.
 */
export function checkSight(history: History, name: string, user: string, dump: Dump, isMidway: boolean): Problems {
  const { position, view } = dump
  const problems = dump.wrong.map(line => `${name} at ${position?.number}: ${line}`)
  if (dump.integrity !== 'ok') problems.push(`${name}: ${dump.integrity}`)
  if (!position || dump.isPartial || dump.loading.length > 0) return problems
  const viewer = history.viewerAt(user, position.number)
  if (!viewer) return problems
  const at = `${name} at ${position.number}`
  if (viewKey(viewer) !== view) {
    // It may know already of rights that begin above where its copies stand.
    for (let number = position.number + 1; number <= history.head.number; number++) {
      const later = history.viewerAt(user, number)
      if (later && viewKey(later) === view) return problems
    }
    return [...problems, `${at} holds copies for a view that its user did not have any more`]
  }
  const due = new Set<string>()
  for (const id of history.stored.keys()) if (heldBy(viewer, history.at(id, position.number))) due.add(id)
  for (const [id, text] of Object.entries(dump.copies)) {
    const copy = JSON.parse(text) as RecordState
    due.delete(id)
    // A batch may be in while its marker is not.
    const number = Math.max(copy.number, position.number)
    if (copy.number > position.number && isSeenLater(history, user, copy)) continue
    const viewerThere = history.viewerAt(user, number)
    const seen = heldBy(viewerThere, history.at(id, number))
    if (isMidway && seen && isEarlier(history, viewerThere, copy, number)) continue
    if (!seen) problems.push(`${at} holds ${named(copy)}, which its user may not see there`)
    else if (withoutStubs(copy) !== withoutStubs(seen))
      problems.push(
        `${at} holds of ${id}: ${difference(withoutStubs(copy), withoutStubs(seen))}; ${story(history, id, user, copy.number, number)}`,
      )
  }
  for (const id of due) {
    // Gone with a later change that is in already.
    const next = history.nextChange(id, position.number)
    if (next === undefined) problems.push(`${at} does not hold ${id}; ${story(history, id, user, 1, position.number)}`)
  }
  return problems
}

/** Whether a copy is what an earlier row left of a record that changes again above `number`. */
function isEarlier(history: History, viewer: Viewer | null, copy: RecordState, number: number): boolean {
  const version = history.at(copy.id, copy.number)
  if (!viewer || !version || history.nextChange(copy.id, number) === undefined) return false
  return withoutStubs(projectFor(viewer, version)) === withoutStubs(copy)
}

/** Whether a copy that is ahead of its desktop's marker is what the user may see while it stands: loaded by later rights. */
function isSeenLater(history: History, user: string, copy: RecordState): boolean {
  const end = history.nextChange(copy.id, copy.number) ?? history.head.number + 1
  for (let number = copy.number; number < end; number++) {
    const seen = heldBy(history.viewerAt(user, number), history.at(copy.id, number))
    if (seen && withoutStubs(seen) === withoutStubs(copy)) return true
  }
  return false
}

/** No frame holds a record or a field that its user may not see at the frame's number; each state is the log's. */
export function checkFrames(
  history: History,
  users: readonly string[],
  frames: readonly Received[],
  headAfter: (at: number) => number,
): Problems {
  const problems: Problems = []
  for (const { desktop, at, frame, start } of frames) {
    const user = users[desktop] ?? ''
    if (frame.t === 'live' || frame.t === 'page') {
      // A page that is not the last is made for who its user is when it is read, and ends below that.
      const end = frame.t === 'page' && frame.more ? headAfter(at) : frame.to.number
      const problem = firstWithout(frame.to.number, end, number => {
        const viewer = history.viewerAt(user, number)
        return frame.states.flatMap(
          state =>
            (isGone(state)
              ? goneProblem(history, user, state, number)
              : stateProblem(history, viewer, state, frame.to.number)) ?? [],
        )
      })
      if (problem.length > 0)
        problems.push(
          `desktop ${desktop}, whose views were ${viewsOf(history, user)}, ${JSON.stringify({ ...frame, states: frame.states.length })}: ${problem.join('; ')}`,
        )
    } else if (frame.t === 'snapshotPage') {
      const problem = pageProblem(history, user, frame.states, start ?? 0, headAfter(at))
      if (problem) problems.push(`desktop ${desktop}, snapshot of ${frame.kind} from ${start}: ${problem}`)
    }
  }
  return problems
}

/** The first of these numbers that has no problem; the last one's problems where there is none. */
function firstWithout(from: number, to: number, check: (number: number) => Problems): Problems {
  let found: Problems = []
  for (let number = from; number <= to; number++) {
    found = check(number)
    if (found.length === 0) return found
  }
  return found
}

function stateProblem(history: History, viewer: Viewer | null, state: RecordState, number: number): string | undefined {
  if (state.number > number) return `${named(state)} is above the frame`
  const seenAt = heldBy(viewer, history.at(state.id, number))
  if (!seenAt) return `${named(state)} may not be seen`
  const version = history.at(state.id, state.number)
  if (version?.number !== state.number) return `${named(state)} is no version of the log`
  const due = viewer && projectFor(viewer, version)
  if (!due || withoutStubs(due) !== withoutStubs(state))
    return `${named(state)}: ${difference(withoutStubs(state), due ? withoutStubs(due) : undefined)}`
  const hidden = Object.keys(state.stubs ?? {}).filter(name => !(name in due.values))
  return hidden.length > 0 ? `${named(state)} has stubs of ${hidden}` : undefined
}

/** Even that something is gone may be told only to those who could see it. */
function goneProblem(history: History, user: string, state: SyncedState, number: number): string | undefined {
  for (let n = history.nextChange(state.id, 0); n !== undefined && n <= number; n = history.nextChange(state.id, n)) {
    const then = history.at(state.id, n)
    for (const viewer of [history.viewerAt(user, number), history.viewerAt(user, n), history.viewerAt(user, n - 1)])
      if (heldBy(viewer, then)) return undefined
  }
  return `${named(state)} was never visible and is told gone`
}

/** A page says no number: there must be one, from its question's on, at which all of it stood and was visible. */
function pageProblem(
  history: History,
  user: string,
  states: readonly SyncedState[],
  start: number,
  end: number,
): string | undefined {
  const records = states.filter((state): state is RecordState => !isGone(state))
  if (records.length < states.length) return 'holds something gone'
  const from = Math.max(start, ...records.map(state => state.number))
  const to = Math.min(end, ...records.map(state => (history.nextChange(state.id, state.number) ?? Infinity) - 1))
  if (from > to) return `is of no single moment (${from} to ${to})`
  let problem: string | undefined
  let last: Viewer | null | undefined
  for (let number = to; number >= from; number--) {
    const viewer = history.viewerAt(user, number)
    // Nothing else can differ between these numbers.
    if (last !== undefined && JSON.stringify(viewer) === JSON.stringify(last)) continue
    last = viewer
    problem = records.map(state => stateProblem(history, viewer, state, number)).find(found => found !== undefined)
    if (!problem) return undefined
  }
  return problem
}

/** An entry that core or the server has acknowledged is neither lost nor done twice. */
export async function checkEntries(
  database: Database,
  company: string,
  history: History,
  desktops: readonly { name: string; acknowledged: ReadonlySet<string>; dump: Dump }[],
  frames: readonly Received[],
): Promise<Problems> {
  const problems: Problems = []
  const stored = await database.inCompany(
    company,
    tx => tx<{ entry_id: string; device_id: string; seq: number; answer: Answer }[]>`
      select entry_id, device_id, seq, answer from entry_answer where company_id = ${company}`,
  )
  const answers = new Map(stored.map(row => [row.entry_id, row]))
  const rowsOf = Map.groupBy(
    history.rows.filter(row => row.device !== null),
    row => row.entry ?? '',
  )

  for (const [entry, rows] of rowsOf) {
    const answer = answers.get(entry)?.answer
    if (answer?.status !== 'accepted' && answer?.status !== 'merged') {
      problems.push(`entry ${entry} is in the log at ${rows[0]?.number} with the answer ${answer?.status}`)
      continue
    }
    const numbers = rows.map(row => row.number)
    if (numbers[0] !== answer.number)
      problems.push(`entry ${entry} was answered ${answer.number} and logged at ${numbers}`)
    if ((numbers.at(-1) ?? 0) - (numbers[0] ?? 0) !== numbers.length - 1)
      problems.push(`entry ${entry} is in the log in pieces: ${numbers}`)
    if (new Set(rows.map(row => row.state.id)).size !== rows.length)
      problems.push(`entry ${entry} wrote a record twice: ${numbers}`)
  }

  const told = new Map<string, string>()
  for (const { frame } of frames) {
    if (frame.t !== 'answers') continue
    for (const answer of frame.answers) {
      if (answer.status === 'held' || (answer.status === 'refused' && answer.error.code === 'idempotency.reused'))
        continue
      const text = canonicalJson(answer)
      const before = told.get(answer.id) ?? text
      if (before !== text) problems.push(`entry ${answer.id} was answered ${before} and then ${text}`)
      told.set(answer.id, text)
      const kept = answers.get(answer.id)
      if (kept && canonicalJson(kept.answer) !== text)
        problems.push(`entry ${answer.id} was answered ${text}, kept is ${canonicalJson(kept.answer)}`)
      if (!kept && answer.status !== 'refused') problems.push(`the answer ${text} is not kept`)
    }
  }

  for (const { name, acknowledged, dump } of desktops) {
    const lines = new Map(dump.outbox.map(line => [line.id, line]))
    for (const id of acknowledged) if (!lines.has(id)) problems.push(`${name} has lost entry ${id}`)
    for (const { id, state, number } of lines.values()) {
      const answer = answers.get(id)?.answer
      const isDone = state === 'settled' || state === 'accepted' || state === 'merged'
      if (isDone !== (answer?.status === 'accepted' || answer?.status === 'merged'))
        problems.push(`${name} has entry ${id} as ${state}, the server as ${answer?.status}`)
      else if (isDone && answer && 'number' in answer && answer.number !== number)
        problems.push(`${name} has entry ${id} at ${number}, the server at ${answer.number}`)
      if (state !== 'settled' && isDone) problems.push(`${name} has caught up, and entry ${id} is still ${state}`)
    }
  }
  return problems
}
