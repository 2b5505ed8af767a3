import { expect, it } from 'vitest'
import { ciSeeds, namedSeeds } from './seeds.ts'
import { runSimulation } from './simulation.ts'

/** `PERGEL_SEED` runs one seed alone. */
const wanted = process.env['PERGEL_SEED']
const seeds = Object.entries(wanted ? { 'the given seed': Number(wanted) } : ciSeeds)
const steps = Number(process.env['PERGEL_STEPS'] ?? 1000)

it.each(seeds)('five desktops converge through faults and kills: %s', { timeout: 180_000 }, async (_, seed) => {
  const report = await runSimulation({ seed, steps, kills: 8 })
  console.log(JSON.stringify(report))
  expect(report.entries).toBeGreaterThan(steps / 10)
})

it.skipIf(wanted).each(Object.entries(namedSeeds))('still converges: %s', { timeout: 180_000 }, async (_, seed) => {
  await runSimulation({ seed, steps: 400, kills: 6 })
})
