import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { onStopSignal } from './childProcess.ts'
import { endCommands, runCommand } from './command.ts'
import { type Counts, countPlaywright, countVitest, failedOne, inWords, passedOne, sumOf } from './counts.ts'
import { electronRuntime } from './electronRuntime.ts'
import { buildRenderer } from './renderer.ts'
import { sourceChecks } from './sourceChecks.ts'

export interface Stage {
  name: string
  /** Minutes after which it is ended and counts as failed. */
  minutes: number
  run: (limit: number) => Promise<Counts>
}

/** Reports, and whatever the tests put into the folder for temporary files. */
const reports = mkdtempSync(join(tmpdir(), 'pergel-test-'))
// Where the tests run as root, PostgreSQL runs as another user and must get in.
chmodSync(reports, 0o755)
process.on('exit', () => rmSync(reports, { recursive: true, force: true }))
const env = { TMPDIR: reports, TEMP: reports, TMP: reports }

const tool = (name: string, minutes: number, args: string[]): Stage => ({
  name,
  minutes,
  run: async limit => ((await runCommand({ args, limit })) === 0 ? passedOne : failedOne),
})

const vitest = (project: string, minutes: number): Stage => ({
  name: project,
  minutes,
  run: async limit => {
    const report = join(reports, `${project}.json`)
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...reporters]
    const code = await runCommand({ args, env, limit })
    return countVitest(readJson(report), code)
  },
})

const biome = 'node_modules/@biomejs/biome/bin/biome'

export const types = tool('types', 4, ['node_modules/typescript/bin/tsc', '--build'])
export const lint = tool('lint', 2, [
  biome,
  'lint',
  '--error-on-warnings',
  '--diagnostic-level=warn',
  '--max-diagnostics=50',
])
export const format = tool('format', 2, [biome, 'format', '--max-diagnostics=20'])

/** Import boundaries, kinds named by the engine, texts outside the locales, the locales themselves. */
export const boundaries: Stage = {
  name: 'boundaries',
  minutes: 1,
  run: async () => {
    const results = sourceChecks().map(({ name, problems }) => {
      for (const problem of problems) console.log(`${problem.file}:${problem.line} ${problem.message}`)
      console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${name}`)
      return problems.length === 0 ? passedOne : failedOne
    })
    return sumOf(results)
  },
}

export const unit = vitest('unit', 12)
export const integration = vitest('integration', 12)
export const convergence = vitest('convergence', 30)

export const screens: Stage = {
  name: 'screens',
  minutes: 3,
  run: async () => {
    await buildRenderer({ onStart: () => console.log('Building the renderer for the journeys.') })
    return passedOne
  },
}

export const journeys: Stage = {
  name: 'journeys',
  minutes: 20,
  run: async limit => {
    const report = join(reports, 'journeys.json')
    const args = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json']
    const electron = await electronForJourneys()
    const code = await runCommand({ args, env: { ...env, ...electron, PLAYWRIGHT_JSON_OUTPUT_FILE: report }, limit })
    return countPlaywright(readJson(report), code)
  },
}

/** Where there is an Electron, the journeys run in it too; where not, it is said. */
async function electronForJourneys() {
  const runtime = electronRuntime(process.env)
  if ('why' in runtime) {
    console.log(`The journeys run in the browser shell alone. No Electron app here: ${runtime.why}.`)
    return {}
  }
  const { electronApp } = await import('./electronApp.ts')
  const app = await electronApp({ onStep: step => console.log(step) })
  return { PERGEL_ELECTRON: runtime.path, PERGEL_ELECTRON_APP: app }
}

/**
 * Runs stages one after the other, all of them even when one fails, and prints the counts as the last line.
 * `--only name,name` runs only those. Sets the exit code.
 */
export async function runStages(all: Stage[], options: { minutes: number }) {
  const { values } = parseArgs({ options: { only: { type: 'string' } } })
  const only = values.only?.split(',')
  const unknown = only?.find(name => !all.some(stage => stage.name === name))
  if (unknown) throw new Error(`--only ${unknown}: there are ${all.map(({ name }) => name).join(', ')}.`)
  let isStopped = false
  onStopSignal(() => {
    isStopped = true
    void endCommands().then(() => process.exit(130))
  })

  const deadline = Date.now() + options.minutes * 60_000
  const results: { name: string; counts: Counts; seconds: number }[] = []
  for (const stage of all.filter(({ name }) => only?.includes(name) ?? true)) {
    console.log(`\n── ${stage.name} ──`)
    const started = Date.now()
    const limit = Math.min(stage.minutes * 60_000, deadline - started)
    const counts = limit > 0 ? await stage.run(limit).catch(cannotRun) : outOfTime()
    if (isStopped) return
    results.push({ name: stage.name, counts, seconds: (Date.now() - started) / 1000 })
  }

  console.log('')
  for (const { name, counts, seconds } of results) {
    console.log(`${name.padEnd(12)} ${inWords(counts).padEnd(36)} ${seconds.toFixed(1).padStart(6)} s`)
  }
  const total = sumOf(results.map(({ counts }) => counts))
  console.log(`\n${inWords(total)}`)
  process.exitCode = total.failed === 0 ? 0 : 1
}

/** A stage that cannot even start has failed. */
function cannotRun(error: unknown) {
  console.log(error instanceof Error ? error.message : error)
  return failedOne
}

function outOfTime() {
  console.log('No time left for it.')
  return failedOne
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    console.log('It wrote no report: it could not start, or was ended.')
    return undefined
  }
}
