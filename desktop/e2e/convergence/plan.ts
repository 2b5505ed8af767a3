import type { Random } from '../../../shared/testing/random.ts'
import type { DeedName } from './desktop/deeds.ts'

/** What happens next; who and what exactly is drawn from `chance`. */
export type Step =
  | { step: 'deed'; desktop: number; deed: DeedName; chance: string }
  | { step: 'cut' | 'stall' | 'offline' | 'online' | 'look' | 'killDesktop' | 'skew'; desktop: number }
  | { step: 'killServer' }
  /** A machine sleeps, or has other work. */
  | { step: 'freeze'; desktop: number; ms: number }
  | { step: 'faults'; desktop: number; level: 'none' | 'some' | 'many' }
  /** The server itself changes somebody's rights, from another instance. */
  | { step: 'office'; chance: string }

const everybody: readonly (readonly [DeedName, number])[] = [
  ['create', 22],
  ['edit', 26],
  ['openForm', 6],
  ['saveOpenForm', 8],
  ['tag', 6],
  ['archive', 5],
  ['assign', 6],
  ['move', 5],
  ['convert', 4],
  ['undo', 5],
  ['settle', 5],
  ['mend', 4],
  ['forge', 2],
  ['many', 2],
  ['look', 3],
]
const admin: readonly (readonly [DeedName, number])[] = [
  ['role', 5],
  ['person', 5],
  ['team', 3],
  ['ownField', 2],
]

export interface PlanOptions {
  random: Random
  steps: number
  desktops: number
  /** Of cores and servers together, spread over the whole run. */
  kills: number
}

/** The steps of a run, the same for the same seed. The first desktop is the admin's. */
export function makePlan({ random, steps, desktops, kills }: PlanOptions): Step[] {
  const killAt = new Set(
    random.sample(
      Array.from({ length: steps - 20 }, (_, i) => i + 20),
      kills,
    ),
  )
  const offline = new Set<number>()
  const planned = Array.from({ length: steps }, (_, i): Step => {
    const desktop = random.int(0, desktops - 1)
    if (killAt.has(i)) return random.chance(0.25) ? { step: 'killServer' } : { step: 'killDesktop', desktop }
    const kind = random.weighted([
      ['deed', 860],
      ['look', 40],
      ['network', 50],
      ['faults', 15],
      ['office', 25],
      ['skew', 10],
    ] as const)
    switch (kind) {
      case 'deed': {
        // The admin changes rights now and then; everybody else does not even try.
        const deed = random.weighted(desktop === 0 ? [...everybody, ...admin] : everybody)
        return { step: 'deed', desktop, deed, chance: `${i}/${random.int(0, 2 ** 30)}` }
      }
      case 'network': {
        if (offline.has(desktop) && random.chance(0.6)) {
          offline.delete(desktop)
          return { step: 'online', desktop }
        }
        if (!offline.has(desktop) && random.chance(0.4)) {
          offline.add(desktop)
          return { step: 'offline', desktop }
        }
        return { step: random.chance(0.7) ? 'cut' : 'stall', desktop }
      }
      case 'faults':
        return { step: 'faults', desktop, level: random.pick(['none', 'some', 'many']) }
      case 'office':
        return { step: 'office', chance: `${i}/${random.int(0, 2 ** 30)}` }
      default:
        return { step: kind, desktop }
    }
  })
  // Between the others, from a chance of their own: what else a seed does stays what it was.
  const sleeps = random.fork('freezes')
  return planned.flatMap((step): Step[] => {
    if (!sleeps.chance(0.01)) return [step]
    const ms = sleeps.int(20, sleeps.pick([200, 200, 1_500]))
    return [step, { step: 'freeze', desktop: sleeps.int(0, desktops - 1), ms }]
  })
}
