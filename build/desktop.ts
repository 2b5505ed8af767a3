import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { electronEnv, electronRuntime } from './electronRuntime.ts'
import { nodeBundle, shellBundle } from './nodeBundle.ts'
import { buildRenderer } from './renderer.ts'

/**
 * `npm run desktop`: one desktop with a profile of its own, in Electron where its runtime is there. What only the browser
 * shell has (`--port`, `--headless`, …) starts that one, and so does `--browser`.
 */
const args = process.argv.slice(2)
const ofShell = ['--browser', '--port', '--headless', '--renderer-url', '--help', '-h']
const isShellWanted = args.some(arg => ofShell.includes(arg.split('=')[0] ?? ''))
const runtime = electronRuntime(process.env)

if (!isShellWanted && 'path' in runtime) await runElectron(runtime.path)
else {
  if (!isShellWanted && 'why' in runtime)
    console.log(`No Electron app here: ${runtime.why}. The desktop opens in the browser shell.`)
  const isWithoutScreens = args.some(arg => ['--renderer-url', '--help', '-h'].includes(arg.split('=')[0] ?? ''))
  if (!isWithoutScreens) await buildRenderer({ onStart: () => console.log('Building the screens…') })
  // It reads the same arguments, as if it had been started itself.
  const shell = await nodeBundle(shellBundle, { onStart: () => console.log('Bundling the desktop…') })
  await import(pathToFileURL(shell).href)
}

async function runElectron(program: string): Promise<void> {
  // Only now: the builder's packages take a second to load.
  const { electronApp } = await import('./electronApp.ts')
  const folder = await electronApp({ onStep: step => console.log(step) })
  const child = spawn(program, [folder, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: electronEnv(process.env),
  })
  // Letting go of the channel ends it in order, on every system.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => child.connected && child.disconnect())
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => resolve(code ?? 1))
  })
}
