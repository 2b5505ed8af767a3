import { setTimeout as sleep } from 'node:timers/promises'
import { noFaults } from './faultProxy.ts'
import type { Journal } from './journal.ts'
import type { DesktopState, Dump } from './orders.ts'
import type { Stage } from './stage.ts'

/** Long, for a machine with other work; a good network is quiet within a second or two. */
const patience = Number(process.env['SIMULATION_PATIENCE'] ?? 90_000)

/** Heals everything, waits until nobody waits for anything, and gives what each desktop holds then. */
export async function quiesce(stage: Stage, journal: Journal): Promise<Dump[]> {
  const { company, desks, proxies } = stage
  for (const proxy of proxies) {
    proxy.faults = noFaults
    proxy.setOpen(true)
    // Also what was stalled, which neither side has noticed yet.
    proxy.cut()
  }
  if (!(await stage.ensureServer())) journal.problem('the server ended by itself')
  for (const desk of desks) {
    if (desk.isOpen) continue
    journal.problem(`${desk.name} ended by itself: ${desk.lines.slice(-12).join('\n')}`)
    await desk.start(0)
  }
  // Those who had left are let in again: a desktop that nobody may use converges to nothing.
  for (const { user } of company.people) await company.set('user', user, { isActive: true })
  await Promise.all(desks.map(desk => desk.ask('kick', {})))

  const end = performance.now() + patience
  for (;;) {
    const states = await Promise.all(desks.map(desk => desk.ask('state', {})))
    await signInAgain(stage)
    const head = await company.head()
    if (states.every(state => state && isQuiet(state, head))) break
    if (performance.now() > end) {
      for (const [i, state] of states.entries()) {
        if (state && isQuiet(state, head)) continue
        const { view: _, ...rest } = state ?? { view: '' }
        journal.problem(`desktop ${i} is not quiet after ${patience / 1000} s at ${head}: ${JSON.stringify(rest)}`)
      }
      break
    }
    await sleep(50)
  }
  // Digests of everything; one that differs is logged, which is a problem.
  await Promise.all(desks.map(desk => desk.ask('compare', {})))
  return Promise.all(
    desks.map(async desk => {
      const dump = await desk.ask('dump', { whole: true })
      if (!dump) throw new Error(`${desk.name} ended in the end`)
      return dump
    }),
  )
}

/** Whoever was made inactive has lost the session: as a person would, they sign in again. */
export async function signInAgain({ company, desks }: Pick<Stage, 'company' | 'desks'>): Promise<void> {
  for (const [i, person] of company.people.entries()) {
    const desk = desks[i]
    if (!desk?.isOpen || (await desk.ask('state', {}))?.connection !== 'signedOut') continue
    const token = await company.signIn(person)
    if (token !== undefined) await desk.signIn(token)
  }
}

const isQuiet = (state: DesktopState, head: number): boolean =>
  state.connection === 'online' &&
  state.waiting === 0 &&
  state.loading.length === 0 &&
  !state.isPartial &&
  !state.isFilling &&
  state.position?.number === head
