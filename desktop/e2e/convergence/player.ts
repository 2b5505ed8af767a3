import { type Random, random } from '../../../shared/testing/random.ts'
import { type Faults, noFaults } from './faultProxy.ts'
import type { Journal } from './journal.ts'
import { officeStep } from './office.ts'
import type { Dump } from './orders.ts'
import type { Step } from './plan.ts'
import { signInAgain } from './quiesce.ts'
import type { Stage } from './stage.ts'

/** Takes the steps of a plan: each desktop's person one thing after another, everybody at once. */
export interface Player {
  /** Does not wait for it. */
  take(step: Step, index: number): void
  /** Resolves when not more than so many steps are under way. */
  atMost(steps: number): Promise<void>
  readonly dumps: readonly { desktop: number; dump: Dump }[]
  /** How often each deed was done, refused, or could not be. */
  readonly counts: ReadonlyMap<string, number>
}

const levels: Record<'none' | 'some' | 'many', Faults> = {
  none: noFaults,
  some: { delay: 0.1, duplicate: 0.05, reorder: 0.05, tear: 0.002 },
  many: { delay: 0.3, duplicate: 0.3, reorder: 0.3, tear: 0.01 },
}
export const year = 365 * 86_400_000

export function createPlayer(
  { desks, proxies, company, killDesk, killServer }: Stage,
  journal: Journal,
  chance: Random,
  seed: number,
): Player {
  for (const proxy of proxies) proxy.faults = levels[chance.pick(['none', 'some', 'some', 'many'] as const)]
  const underWay = new Set<Promise<void>>()
  const dumps: { desktop: number; dump: Dump }[] = []
  const counts = new Map<string, number>()
  const lastDeed = desks.map(() => Promise.resolve())
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1)

  const begin = (work: Promise<unknown>): void => {
    const tracked = work
      .then(
        () => {},
        thrown => journal.problem(String(thrown instanceof Error ? thrown.stack : thrown)),
      )
      .finally(() => underWay.delete(tracked))
    underWay.add(tracked)
  }

  const act = async ({ desktop, deed, chance: own }: Extract<Step, { step: 'deed' }>, i: number): Promise<void> => {
    const desk = desks[desktop]
    // Nobody does anything at a desktop that was just killed, and it is started again at once.
    await desk?.opened()
    const answer = await desk?.ask('act', { deed, chance: `${seed}/${own}` })
    if (!desk || !answer) return count('broken off')
    for (const { id } of answer.entries) desk.acknowledged.add(id)
    count(answer.refused ? `refused ${answer.refused}` : answer.entries.length > 0 ? deed : `no ${deed}`)
    const made = answer.entries.map(({ seq, id }) => `${seq}:${id.slice(-6)}`).join(' ')
    journal.note(`${i} desktop ${desktop} ${deed} ${answer.refused ?? made}`)
  }

  const steps: { [S in Step['step']]: (step: Extract<Step, { step: S }>, i: number) => Promise<unknown> | undefined } =
    {
      deed(step, i) {
        const next = (lastDeed[step.desktop] ?? Promise.resolve()).then(() => act(step, i))
        lastDeed[step.desktop] = next.catch(() => {})
        return next
      },
      async look({ desktop }, i) {
        const desk = desks[desktop]
        const dump = desk?.isOpen ? await desk.ask('dump', {}) : undefined
        if (!dump) return
        dumps.push({ desktop, dump })
        journal.note(`${i} desktop ${desktop} stands at ${dump.position?.number}, loads ${dump.loading.join(' ')}`)
      },
      killDesktop: ({ desktop }) =>
        killDesk(desktop, chance.int(0, 60), chance.pick([0, 0, -8 * year, year, 30 * year])),
      killServer: () => killServer(chance.int(0, 60), chance.int(0, 300)),
      freeze: ({ desktop, ms }) => desks[desktop]?.freeze(ms),
      skew: ({ desktop }) => desks[desktop]?.ask('skew', { ms: chance.pick([0, -10 * year, 5 * year]) }),
      faults({ desktop, level }) {
        const proxy = proxies[desktop]
        if (proxy) proxy.faults = levels[level]
        return undefined
      },
      async office({ chance: own }, i) {
        journal.note(`${i} office: ${await officeStep(company, random(`${seed}/${own}`))}`)
        await signInAgain({ company, desks })
      },
      cut: ({ desktop }) => void proxies[desktop]?.cut(),
      stall: ({ desktop }) => void proxies[desktop]?.stall(),
      offline: ({ desktop }) => void proxies[desktop]?.setOpen(false),
      online: ({ desktop }) => void proxies[desktop]?.setOpen(true),
    }

  return {
    dumps,
    counts,
    take(step, i) {
      if (step.step !== 'deed' && step.step !== 'look' && step.step !== 'office')
        journal.note(`${i} ${step.step}${'desktop' in step ? ` desktop ${step.desktop}` : ''}`)
      // Each entry takes the steps of its own name.
      const work = steps[step.step](step as never, i)
      if (work) begin(work)
    },
    async atMost(most) {
      while (underWay.size > most) await Promise.race(underWay)
    },
  }
}
