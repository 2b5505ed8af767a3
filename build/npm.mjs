import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { explainNpmFailure } from './npmFailure.mjs'
import { SetupError } from './setupError.mjs'

/**
 * Runs npm on a given Node and shows what it says. Throws SetupError in plain words when it fails.
 * @param {{node: string, folder: string, args: string[]}} options
 */
export async function npm({ node, folder, args }) {
  const { code, output } = await spawnNpm(node, folder, [...args, '--loglevel=error'])
  if (code !== 0) throw new SetupError(explainNpmFailure(output))
}

/** @param {string} node @param {string} cwd @param {string[]} args @returns {Promise<{code: number, output: string}>} */
function spawnNpm(node, cwd, args) {
  const cli = npmCliPath()
  // On Windows npm is a batch file, which only a shell can start; the arguments are ours and need no quoting.
  const child = cli
    ? spawn(node, [cli, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn('npm', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
  return new Promise(done => {
    let output = ''
    const show = (/** @type {Buffer} */ chunk) => {
      output += chunk
      process.stderr.write(chunk)
    }
    const stop = () => {
      child.kill()
      process.exit(1)
    }
    process.once('SIGTERM', stop)
    child.stdout.on('data', show)
    child.stderr.on('data', show)
    child.on('error', error => done({ code: 1, output: `${output}\n${error.message}` }))
    child.on('close', code => {
      process.off('SIGTERM', stop)
      done({ code: code ?? 1, output })
    })
  })
}

/** npm's own script, so that no shell is needed: the one that runs us, or the one beside this Node. */
function npmCliPath() {
  const beside = dirname(process.execPath)
  const places = [
    process.env.npm_execpath ?? '',
    join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
    join(beside, 'node_modules/npm/bin/npm-cli.js'),
  ]
  return places.find(place => place.endsWith('npm-cli.js') && existsSync(place))
}
