import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { openBench } from './bench/bench.ts'
import { makeBundles } from './bench/bundles.ts'
import { resultOf, tableOf } from './bench/result.ts'
import { scenarios } from './bench/scenarios/index.ts'
import { onStopSignal } from './childProcess.ts'

const help = `npm run bench -- [--only NAME] [--json FILE] [--strict] [--scale SHARE]

--only NAME   only scenarios and figures whose names begin so (several with commas between): ${scenarios.map(({ name }) => name).join(', ')}
--json FILE   also writes [{name, unit, value, target, ok, peer, peerValue, ratio}]
--strict      ends with 1 where a figure misses its target
--scale 0.05  so much of everything: to see that it runs; the figures mean nothing then`

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    json: { type: 'string' },
    strict: { type: 'boolean', default: false },
    scale: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(help)
  process.exit(0)
}
const wished = values.only.split(',')
const chosen = scenarios.filter(({ name }) => wished.some(only => name.startsWith(only) || only.startsWith(name)))
if (chosen.length === 0) {
  console.error(`There is no benchmark "${values.only}". There are: ${scenarios.map(({ name }) => name).join(', ')}.`)
  process.exit(1)
}

const folder = mkdtempSync(join(tmpdir(), 'pergel-bench-'))
// Where we are root, the database runs as a user of its own and must get through.
chmodSync(folder, 0o755)
const bench = openBench({ folder, wished, scale: Number(values.scale) })
let isStopped = false
const cleanUp = async () => {
  isStopped = true
  await bench.close()
  rmSync(folder, { recursive: true, force: true })
}
const stop = (reason: unknown, code: number) => {
  console.error(reason)
  void cleanUp().finally(() => process.exit(code))
}
onStopSignal(() => stop('Stopped.', 130))
process.once('uncaughtException', error => stop(error, 1))

await makeBundles()

const failed: string[] = []
for (const { name, run } of chosen) {
  if (isStopped) break
  console.log(`\n${name} (load of the machine: ${loadavg()[0]?.toFixed(1)})`)
  try {
    await run(bench)
  } catch (error) {
    if (isStopped) break
    failed.push(name)
    console.error(error)
  }
}
await cleanUp()
const results = bench.figures.map(resultOf).filter(({ name }) => wished.some(only => name.startsWith(only)))
console.log(`\n${tableOf(results)}`)
if (values.json) {
  mkdirSync(dirname(values.json), { recursive: true })
  writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`)
}
const missed = results.filter(({ ok }) => !ok).length
console.log(`\n${results.length} figures, ${missed} missed${failed.length > 0 ? `; broken: ${failed.join(', ')}` : ''}`)
process.exit(failed.length > 0 || (values.strict && missed > 0) ? 1 : 0)
