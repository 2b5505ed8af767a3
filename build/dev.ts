import { join, resolve } from 'node:path'
import { type Child, onStopSignal, root, startChild } from './childProcess.ts'
import { checkPort, portFrom } from './port.ts'

/**
 * `npm run dev`: the server and the desktop's core restart when their files change, the screens change in place, and
 * the desktop is signed in to the demo company. Every line says who printed it.
 */
const dataDir = resolve(process.env.PERGEL_DATA_DIR || join(root, '.pergel'))
const screensPort = 5173
const children: Child[] = []
let isStopping = false

onStopSignal(() => void stopAll(0))

try {
  await checkPort(process.env.PERGEL_HOST || '127.0.0.1', portFrom(process.env))
  const server = run('server', ['--watch', '--watch-preserve-output', 'server/cli.ts', 'serve'])
  const [, url = ''] = await server.line(/^Pergel server is ready: (\S+)/, 180_000)
  const demo = run('demo', ['server/cli.ts', 'demo', '--if-missing'])
  if ((await demo.exited) !== 0) throw new Error('The demo company could not be made; see the lines above.')

  const screens = run('screens', ['node_modules/vite/bin/vite.js', '--config', 'build/vite.config.ts'])
  await screens.line(/ready in/, 60_000)
  const desktop = run('desktop', [
    ...['--watch', '--watch-preserve-output', 'desktop/browser/cli.ts'],
    ...['--server', url, '--profile', join(dataDir, 'dev-desktop')],
    ...['--renderer-url', `http://127.0.0.1:${screensPort}`],
    ...['--sign-in', 'admin@demo.pergel:demo-pergel'],
  ])
  const [, page] = await desktop.line(/^Pergel desktop is ready: (\S+)/, 180_000)
  console.log(`What screens are made of: http://127.0.0.1:${screensPort}/ui`)
  console.log(`Pergel is ready: ${page}`)
  // A crash does not end dev: `--watch` waits for the file to be mended.
  for (const child of [server, screens, desktop]) {
    void child.exited.then(() => {
      if (!isStopping) void stopAll(1)
    })
  }
} catch (error) {
  if (!isStopping) {
    console.error(error instanceof Error ? error.message : error)
    await stopAll(1)
  }
}

function run(name: string, args: string[]) {
  const child = startChild({
    name,
    args,
    cwd: root,
    env: { ...process.env, PERGEL_DATA_DIR: dataDir, NODE_ENV: 'development' },
    onLine: line => console.log(`${name.padEnd(7)} │ ${line}`),
  })
  children.push(child)
  return child
}

async function stopAll(code: number) {
  isStopping = true
  for (const child of children.toReversed()) await child.stop()
  process.exit(code)
}
