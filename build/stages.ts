import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, stripVTControlCharacters } from 'node:util'
import { onStopSignal, root } from './childProcess.ts'
import { endCommands, runCommand } from './command.ts'
import { type Found, failedOne, inWords, passedOne, readPlaywright, readVitest, sumOf, type Trouble } from './counts.ts'
import { electronRuntime } from './electronRuntime.ts'
import { buildRenderer } from './renderer.ts'
import { sourceChecks } from './sourceChecks.ts'

export interface Stage {
  name: string
  /** Minutes after which it is ended and counts as failed. */
  minutes: number
  /** It needs one core only and nothing of the others: they begin while it runs. */
  isBeside?: true
  run: (limit: number) => Promise<Found>
}

/** Reports, and whatever the tests put into the folder for temporary files. */
const reports = mkdtempSync(join(tmpdir(), 'pergel-test-'))
// Where the tests run as root, PostgreSQL runs as another user and must get in.
chmodSync(reports, 0o755)
process.on('exit', () => rmSync(reports, { recursive: true, force: true, maxRetries: 3 }))
const env = {
  TMPDIR: reports,
  TEMP: reports,
  TMP: reports,
  // Servers and desktops are started from their sources over a hundred times: each file is read and compiled once.
  NODE_COMPILE_CACHE: join(reports, 'compiled'),
}

/** Counts of what says nothing more. */
const plain = (counts: Found['counts']): Found => ({ counts, troubles: [] })

const tool = (name: string, minutes: number, args: string[]): Stage => ({
  name,
  minutes,
  run: async limit => plain((await runCommand({ args, limit })) === 0 ? passedOne : failedOne),
})

const vitest = (project: string, minutes: number): Stage => ({
  name: project,
  minutes,
  run: async limit => {
    const report = join(reports, `${project}.json`)
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...reporters]
    const code = await runCommand({ args, env, limit })
    return readVitest(readJson(report), code)
  },
})

const biome = 'node_modules/@biomejs/biome/bin/biome'

export const types: Stage = { ...tool('types', 8, ['node_modules/typescript/bin/tsc', '--build']), isBeside: true }
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
    return plain(sumOf(results))
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
    return plain(passedOne)
  },
}

export const journeys: Stage = {
  name: 'journeys',
  minutes: 40,
  run: async limit => {
    const report = join(reports, 'journeys.json')
    const args = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json']
    const electron = await electronForJourneys()
    const code = await runCommand({ args, env: { ...env, ...electron, PLAYWRIGHT_JSON_OUTPUT_FILE: report }, limit })
    return readPlaywright(readJson(report), code)
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
 * Runs stages one after the other, or beside it, all of them even when one fails, and prints the counts as the last line.
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
  const run = async ({ name, minutes, isBeside, run }: Stage) => {
    console.log(`\n── ${name}${isBeside ? ', beside what follows' : ''} ──`)
    const started = Date.now()
    const limit = Math.min(minutes * 60_000, deadline - started)
    const found = limit > 0 ? await run(limit).catch(cannotRun) : outOfTime()
    if (isBeside && !isStopped) console.log(`\n── ${name}: ${inWords(found.counts)} ──`)
    return { name, found, seconds: (Date.now() - started) / 1000 }
  }
  const running: ReturnType<typeof run>[] = []
  for (const stage of all.filter(({ name }) => only?.includes(name) ?? true)) {
    const ran = run(stage)
    running.push(ran)
    if (!stage.isBeside) await ran
    if (isStopped) return
  }
  const results = await Promise.all(running)
  if (isStopped) return

  console.log('')
  const troubles = results.flatMap(({ found }) => found.troubles)
  tell(
    'Failed:',
    troubles.filter(({ passedLater }) => !passedLater),
  )
  tell(
    'Passed only when tried again, so look at them:',
    troubles.filter(({ passedLater }) => passedLater),
  )
  for (const { name, found, seconds } of results) {
    console.log(`${name.padEnd(12)} ${inWords(found.counts).padEnd(36)} ${seconds.toFixed(1).padStart(6)} s`)
  }
  const total = sumOf(results.map(({ found }) => found.counts))
  console.log(`\n${inWords(total)}`)
  process.exitCode = total.failed === 0 ? 0 : 1
}

/** Once more at the end, where a log that was cut still shows it. */
function tell(title: string, troubles: Trouble[]) {
  if (troubles.length === 0) return
  console.log(title)
  for (const { test, message } of troubles) {
    const lines = stripVTControlCharacters(message).split('\n').slice(0, 8)
    console.log(`- ${test.replace(`${root}/`, '')}\n${lines.map(line => `    ${line.slice(0, 300)}`).join('\n')}`)
  }
  console.log('')
}

/** A stage that cannot even start has failed. */
function cannotRun(error: unknown) {
  console.log(error instanceof Error ? error.message : error)
  return plain(failedOne)
}

function outOfTime() {
  console.log('No time left for it.')
  return plain(failedOne)
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    console.log('It wrote no report: it could not start, or was ended.')
    return undefined
  }
}
