import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { SetupError } from './setupError.mjs'

/** The binary that the npm package `node` brings: the real file, since a shim in .bin would not pass signals on. */
export const ownNodePath = (/** @type {string} */ root) =>
  join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')

/**
 * The project's own Node, or this one if it is new enough and npm was told to run no install scripts.
 * @param {string} root
 */
export function ownNode(root) {
  const path = ownNodePath(root)
  if (existsSync(path)) return path
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  throw new SetupError(
    `The project's own Node 24 is missing: npm did not run the install script of the package "node". ` +
      'If `npm config get ignore-scripts` says true, run `npm ci --ignore-scripts=false`, or use Node 24 yourself.',
  )
}

/**
 * Settings of every process that is started from here. Compiled modules are kept: starting takes half the time and, no
 * module being stripped of its types again, 25 MB less. Young objects get 4 MB instead of up to 32: a server with 200
 * desktops takes 240 MB instead of 360, in the same time. One thread helps to clear them away instead of four: where there
 * are two cores, these held up what they were to help.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
export const nodeSettings = (root, env) => ({
  NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE ?? join(root, 'node_modules/.cache/node-modules'),
  NODE_OPTIONS: `${env.NODE_OPTIONS ?? ''} --max-semi-space-size=4 --v8-pool-size=1`.trim(),
})

/**
 * Settings of a desktop besides. What glibc takes for a list's columns it gives back, instead of learning from the first
 * one to keep all of them: 30 MB less at 200,000 records.
 * @returns {NodeJS.ProcessEnv}
 */
export const desktopSettings = () =>
  process.platform === 'linux'
    ? { MALLOC_MMAP_THRESHOLD_: String(largeBytes), MALLOC_TRIM_THRESHOLD_: String(largeBytes) }
    : {}
const largeBytes = 524_288

/**
 * Runs a script on the given Node with our input and output, passes signals on, and answers its exit code.
 * @param {{node: string, args: string[], env: NodeJS.ProcessEnv}} options
 * @returns {Promise<number>}
 */
export function runOnOwnNode({ node, args, env }) {
  const path = `${dirname(node)}${delimiter}${env.PATH ?? ''}`
  const child = spawn(node, args, { stdio: 'inherit', env: { ...env, PATH: path } })
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to every process of the group itself; a second one would mean "at once" to some.
      if (signal === 'SIGINT' && hasTerminal()) return
      child.kill(signal)
    })
  }
  if (env.npm_lifecycle_event) onParentGone(() => child.kill('SIGTERM'))
  return new Promise((done, fail) => {
    child.on('error', error => fail(new SetupError(`${node} does not run here: ${error.message}`)))
    child.on('exit', (code, signal) => done(signal ? 128 + constants.signals[signal] : (code ?? 1)))
  })
}

/**
 * npm passes a signal on to the shell between us, and most shells die of it without passing it on to us.
 * @param {() => void} call
 */
function onParentGone(call) {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    call()
  }, 250)
  timer.unref()
}

const hasTerminal = () => [process.stdin, process.stdout, process.stderr].some(stream => stream.isTTY)
