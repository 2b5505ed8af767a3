import { parseArgs } from 'node:util'
import { runSimulation } from '../desktop/e2e/convergence/simulation.ts'
import { startTestCluster } from '../server/testing/testCluster.ts'

/**
 * `npm run soak -- [--steps N] [--seed N]`: the random convergence runs, for as long as it takes. The steps are divided
 * into runs of a new company each; a run that fails says its seed, which repeats it with `--seed N --steps 2000`.
 */
const stepsOfRun = 2_000
const killsEvery = 100

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(1 + Math.floor(Math.random() * 1_000_000)) },
  },
})
const [steps, firstSeed] = [wholeNumber('steps', values.steps), wholeNumber('seed', values.seed)]
process.exitCode = await soak()

async function soak(): Promise<number> {
  const cluster = await startTestCluster()
  process.env['PERGEL_TEST_DATABASE_URL'] = cluster.url
  const started = performance.now()
  const total = { steps: 0, kills: 0, rows: 0, frames: 0 }
  try {
    for (let seed = firstSeed; total.steps < steps; seed++) {
      const next = Math.min(stepsOfRun, steps - total.steps)
      const report = await runSimulation({ seed, steps: next, kills: Math.ceil(next / killsEvery) })
      total.steps += next
      total.kills += report.kills.desktops + report.kills.servers
      total.rows += report.logRows
      total.frames += report.frames
      const seconds = (performance.now() - started) / 1000
      console.log(
        `${total.steps} of ${steps} steps, ${total.kills} kills, ${total.rows} log rows, ${total.frames} frames checked, ` +
          `${(total.steps / seconds).toFixed(0)} steps/s; seed ${seed} in ${report.seconds.toFixed(0)} s`,
      )
      if (process.env['SIMULATION_LOG']) console.log(JSON.stringify(report))
    }
    console.log(`Converged: ${total.steps} steps, ${total.kills} kills.`)
    return 0
  } catch (error) {
    console.log(error instanceof Error ? error.message : error)
    return 1
  } finally {
    await cluster.stop()
  }
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number > 0) return number
  console.log(`--${name} ${text}: a whole number above 0 is expected`)
  process.exit(1)
}
