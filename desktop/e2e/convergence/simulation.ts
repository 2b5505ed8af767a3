import { setTimeout as sleep } from 'node:timers/promises'
import { random } from '../../../shared/testing/random.ts'
import { checkCopies, checkEntries, checkFrames, checkLog, checkSight } from './checks.ts'
import { readHistory } from './history.ts'
import { createJournal, type Journal, RunFailed } from './journal.ts'
import { makePlan } from './plan.ts'
import { createPlayer, type Player, year } from './player.ts'
import { quiesce } from './quiesce.ts'
import type { Received } from './recorder.ts'
import { openStage, type Stage } from './stage.ts'

export interface RunOptions {
  seed: number
  steps: number
  kills: number
  /** Milliseconds between two steps, at most. */
  pace?: number
}

export interface RunReport {
  seed: number
  steps: number
  kills: { desktops: number; servers: number }
  seconds: number
  /** Of these the steps alone, without starting, settling and checking. */
  stepSeconds: number
  frames: number
  logRows: number
  entries: number
  looks: number
  /** Events of the desktops' logs, by how often they came. */
  events: Record<string, number>
  deeds: Record<string, number>
}

const rolesOf = (seed: number): string[] => [
  'admin',
  'sales',
  'sales',
  'operations',
  seed % 2 ? 'finance' : 'management',
]

/** One run: steps, kills, then all is healed and everything is compared. Throws RunFailed. */
export async function runSimulation({ seed, steps, kills, pace = 24 }: RunOptions): Promise<RunReport> {
  const started = performance.now()
  const chance = random(seed)
  const journal = createJournal()
  const roles = rolesOf(seed)
  const skews = roles.map(() => chance.pick([0, 0, -3 * year, 4 * year, 20 * year]))
  const stage = await openStage({ roles, random: chance.fork('stage'), journal, skews })
  try {
    // Mostly everybody has a first copy; sometimes it is still loading when everything begins to break.
    const ready = chance.chance(0.7) ? stage.desks : stage.desks.slice(0, 3)
    for (const desk of ready) while (!(await desk.ask('state', {}))?.position) await sleep(20)
    const begun = performance.now()
    const player = createPlayer(stage, journal, chance.fork('player'), seed)
    const plan = makePlan({ random: chance.fork('plan'), steps, desktops: roles.length, kills })
    for (const [i, step] of plan.entries()) {
      player.take(step, i)
      const wait = chance.int(0, pace)
      // Bursts and pauses, so that long outboxes meet short ones.
      if (wait > 3) await sleep(wait)
      await player.atMost(30)
      if (journal.problems.length > 0) break
    }
    await player.atMost(0)
    const stepSeconds = (performance.now() - begun) / 1000
    const entries = await checkAll(stage, player, journal)
    if (journal.problems.length > 0) throw new RunFailed(seed, journal)
    return {
      seed,
      steps,
      kills: stage.kills,
      seconds: (performance.now() - started) / 1000,
      stepSeconds,
      ...entries,
      looks: player.dumps.length,
      events: sums(stage.desks.map(desk => desk.events)),
      deeds: Object.fromEntries(player.counts),
    }
  } catch (thrown) {
    if (thrown instanceof RunFailed) throw thrown
    journal.problem(String(thrown instanceof Error ? thrown.stack : thrown))
    throw new RunFailed(seed, journal)
  } finally {
    await stage.close()
  }
}

async function checkAll(stage: Stage, player: Player, journal: Journal) {
  const { company, desks } = stage
  const { database } = company.database
  const last = await quiesce(stage, journal)
  const history = await readHistory(database, company.id)
  const frames = await stage.recorder.frames()
  const users = company.people.map(person => person.user)
  const witnessed = [
    ...last.flatMap(dump => dump.heads),
    ...frames.flatMap(({ frame }) => ('to' in frame ? [frame.to] : 'head' in frame ? [frame.head] : [])),
  ]
  const held = desks.flatMap((desk, i) => {
    const dump = last[i]
    return dump ? [{ name: desk.name, user: users[i] ?? '', acknowledged: desk.acknowledged, dump }] : []
  })
  const found = [
    ...(await checkLog(database, company.id, history, witnessed)),
    ...held.flatMap(({ name, user, dump }) => checkCopies(history, name, user, dump)),
    ...[...stage.differing, ...player.dumps].flatMap(({ desktop, dump }) =>
      checkSight(
        history,
        `desktop ${desktop}`,
        users[desktop] ?? '',
        dump,
        isMidway(frames, desktop, dump.position?.number),
      ),
    ),
    ...checkFrames(history, users, frames, stage.headAfter),
    ...(await checkEntries(database, company.id, history, held, frames)),
    ...stage.serverLines.filter(isBad).map(line => `server: ${line}`),
    ...desks.flatMap(desk => desk.lines.map(line => `${desk.name} writes: ${line}`)),
  ]
  for (const problem of found) journal.problem(problem)
  return {
    frames: frames.length,
    logRows: history.rows.length,
    entries: desks.reduce((sum, desk) => sum + desk.acknowledged.size, 0),
  }
}

/** Whether a page that more follow brought a desktop to this number. */
const isMidway = (frames: readonly Received[], desktop: number, position: number | undefined): boolean =>
  frames.some(
    ({ desktop: to, frame }) => to === desktop && frame.t === 'page' && frame.more && frame.to.number === position,
  )

/** What a server that is well never writes. */
const isBad = (line: string): boolean => !line.startsWith('{') || line.includes('"event":"unexpected"')

const sums = (maps: readonly ReadonlyMap<string, number>[]): Record<string, number> => {
  const all: Record<string, number> = {}
  for (const map of maps) for (const [name, n] of map) all[name] = (all[name] ?? 0) + n
  return all
}
