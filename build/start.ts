import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Child, onStopSignal, root, startChild } from './childProcess.ts'
import { electronEnv, electronRuntime } from './electronRuntime.ts'
import { nodeBundle, shellBundle } from './nodeBundle.ts'
import { desktopSettings } from './ownNode.mjs'
import { checkPort, portFrom } from './port.ts'
import { buildRenderer } from './renderer.ts'

/**
 * `npm start`: the sync server on its embedded database, the demo company the first time, and one desktop, until Ctrl-C:
 * in Electron where its runtime is there, else (or with `--browser`) in the browser shell. What they print goes to files
 * in the data folder.
 */
const dataDir = resolve(process.env.PERGEL_DATA_DIR || join(root, '.pergel'))
const isBrowserWanted = process.argv.includes('--browser')
const children: Child[] = []
/** What each child said last, for the case that it fails. */
const lastLines = new Map<string, string[]>()
let isStopping = false

onStopSignal(() => {
  console.log('Stopping…')
  void stopAll(0)
})

try {
  await start()
} catch (error) {
  if (!isStopping) {
    console.error(error instanceof Error ? error.message : error)
    await stopAll(1)
  }
}

async function start() {
  const port = portFrom(process.env)
  await checkPort(process.env.PERGEL_HOST || '127.0.0.1', port)
  await buildRenderer({ onStart: () => console.log('Building the screens…') })

  console.log('Starting the server…')
  const server = run('server', ['server/cli.ts', 'serve'])
  const [, url = ''] = await ready(server, /^Pergel server is ready: (\S+)/)

  const demo = run('demo', ['server/cli.ts', 'demo', '--if-missing'])
  const hint = setTimeout(() => console.log('Making the demo company…'), 2000)
  const code = await demo.exited
  clearTimeout(hint)
  children.splice(children.indexOf(demo), 1)
  if (code !== 0) throw new Error(failure(demo, `ended with code ${code}`))

  const { desktop, page } = await openDesktop(url)

  console.log(`Sign in as satis@demo.pergel (or admin@demo.pergel) with the password demo-pergel.`)
  console.log(`A second desktop: npm run desktop -- --server ${url} --profile ${join(dataDir, 'desktop2')}`)
  console.log(`Pergel is ready: ${page ?? url}`)
  for (const child of [server, desktop]) void child.exited.then(ended => onEnded(child, ended))
}

/** `page`: where the browser shell stands; the Electron app needs no address. */
async function openDesktop(url: string): Promise<{ desktop: Child; page?: string }> {
  const runtime = electronRuntime(process.env)
  if (!isBrowserWanted && 'path' in runtime) {
    const { electronApp } = await import('./electronApp.ts')
    const folder = await electronApp({ onStep: step => console.log(step) })
    const app = run('desktop', [folder, '--server', url, '--profile', join(dataDir, 'electron')], runtime.path)
    try {
      await ready(app, /^Pergel desktop is ready$/)
      return { desktop: app }
    } catch (error) {
      await app.stop()
      children.splice(children.indexOf(app), 1)
      console.log(`The Electron app did not start: ${error instanceof Error ? error.message : error}`)
    }
  } else if ('why' in runtime)
    console.log(`No Electron app here: ${runtime.why}. The desktop opens in the browser shell.`)
  const profile = join(dataDir, 'desktop')
  const shell = await nodeBundle(shellBundle, { onStart: () => console.log('Bundling the desktop…') })
  const desktop = run('desktop', [shell, '--server', url, '--profile', profile])
  const [, page = ''] = await ready(desktop, /^Pergel desktop is ready: (\S+)/)
  return { desktop, page }
}

/** Starts a child whose lines go to `<data folder>/logs/<name>.log`, anew at each start. */
function run(name: string, args: string[], electron?: string) {
  mkdirSync(join(dataDir, 'logs'), { recursive: true })
  writeFileSync(logPath(name), '')
  const lines: string[] = []
  lastLines.set(name, lines)
  const child = startChild({
    name,
    args: args.map((arg, i) => (i === 0 ? resolve(root, arg) : arg)),
    env: {
      ...(electron ? electronEnv(process.env) : process.env),
      ...(name === 'desktop' ? desktopSettings() : {}),
      PERGEL_DATA_DIR: dataDir,
    },
    ...(electron ? { program: electron } : {}),
    onLine: line => {
      appendFileSync(logPath(name), `${line}\n`)
      lines.push(line)
      if (lines.length > 15) lines.shift()
    },
  })
  children.push(child)
  return child
}

function logPath(name: string) {
  return join(dataDir, 'logs', `${name}.log`)
}

async function ready(child: Child, pattern: RegExp) {
  try {
    // A first start makes a database and loads a company; a slow disk takes its time.
    return await child.line(pattern, 180_000)
  } catch (error) {
    throw new Error(failure(child, error instanceof Error ? error.message : String(error)))
  }
}

/** What a person needs to go on: what ended, what it said last, and where the rest is. */
function failure(child: Child, reason: string) {
  const said = (lastLines.get(child.name) ?? []).map(line => `  ${line}`)
  return [
    `${reason.startsWith(child.name) ? reason : `${child.name} ${reason}`}:`,
    ...said,
    `All it said: ${logPath(child.name)}`,
  ].join('\n')
}

function onEnded(child: Child, code: number) {
  if (isStopping) return
  console.error(code === 0 ? `The ${child.name} was closed; stopping.` : failure(child, `ended with code ${code}`))
  void stopAll(code)
}

/** The desktop first: it may still have something to send. */
async function stopAll(code: number) {
  isStopping = true
  for (const child of children.toReversed()) await child.stop()
  process.exit(code)
}
