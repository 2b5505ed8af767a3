import { expect, it } from 'vitest'
import { ciSeeds } from './seeds.ts'
import { runSimulation } from './simulation.ts'

/** `PERGEL_SEED` runs one seed alone, `PERGEL_STEPS` longer than CI does. */
const wanted = process.env['PERGEL_SEED']
const steps = Number(process.env['PERGEL_STEPS'] ?? 1000)
const seeds = Object.entries(wanted ? { [`seed ${wanted}`]: Number(wanted) } : ciSeeds)

it.concurrent.each(seeds)(
  'five desktops converge through faults and kills: %s',
  { timeout: 600_000 },
  async (_, seed) => {
    const report = await runSimulation({ seed, steps, kills: Math.ceil(steps / 125) })
    const { kills, entries, logRows, frames, stepSeconds } = report
    console.log(
      `seed ${seed}: ${Math.round(steps / stepSeconds)} steps/s, ${kills.desktops + kills.servers} kills, ` +
        `${entries} entries, ${logRows} log rows, ${frames} frames`,
    )
    // A run in which nearly nothing happens would tell nothing.
    expect(entries).toBeGreaterThan(steps / 10)
  },
)
