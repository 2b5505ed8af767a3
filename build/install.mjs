import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { explainNpmFailure } from './npmFailure.mjs'
import { ownNodePath } from './ownNode.mjs'
import { SetupError, say } from './setupError.mjs'
import { withSetupLock } from './setupLock.mjs'

/**
 * Brings node_modules in step with package-lock.json by `npm ci`, if it is not already.
 * Throws SetupError in plain words when npm cannot.
 * @param {string} root the project's folder
 */
export async function installPackages(root) {
  if (isInstalled(root)) return
  await withSetupLock(root, async () => {
    // Another Pergel command may have installed while this one waited for the lock.
    if (isInstalled(root)) return
    say('Installing packages (npm ci); the first time this takes a minute or two.')
    const started = Date.now()
    await npm(root, ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'])
    await npm(root, ['rebuild', ...approved(root)])
    writeFileSync(markerPath(root), fingerprint(root))
    say(`Packages are installed (${Math.round((Date.now() - started) / 1000)} s).`)
  })
}

/**
 * True when node_modules is what package-lock.json asks for on this platform. A tree that `npm install` brought in step
 * by hand counts too, and gets the marker, so that a developer's own install is never thrown away.
 * @param {string} root
 */
export function isInstalled(root) {
  if (!existsSync(ownNodePath(root))) return false
  const wanted = fingerprint(root)
  if (readText(markerPath(root)) === wanted) return true
  const installed = readText(join(root, 'node_modules/.package-lock.json'))
  if (!installed || !isSameTree(readText(join(root, 'package-lock.json')), installed)) return false
  writeFileSync(markerPath(root), wanted)
  return true
}

/**
 * Compares npm's lock file with the record that npm keeps of what it installed. Optional packages may be missing:
 * most of them are meant for other platforms.
 * @param {string} lockText package-lock.json
 * @param {string} installedText node_modules/.package-lock.json
 */
export function isSameTree(lockText, installedText) {
  const { '': _project, ...wanted } = packagesOf(lockText)
  const installed = packagesOf(installedText)
  const isMet = (/** @type {string} */ path) => {
    const entry = installed[path]
    if (!entry) return wanted[path]?.optional === true || wanted[path]?.devOptional === true
    return entry.version === wanted[path]?.version && entry.integrity === wanted[path]?.integrity
  }
  return Object.keys(wanted).every(isMet) && Object.keys(installed).every(path => Object.hasOwn(wanted, path))
}

/**
 * @typedef {{version?: string, integrity?: string, optional?: boolean, devOptional?: boolean}} LockEntry
 * @param {string} text @returns {Record<string, LockEntry>}
 */
function packagesOf(text) {
  try {
    return JSON.parse(text).packages ?? {}
  } catch {
    // A half-written record means an interrupted install: nothing is known to be there.
    return {}
  }
}

/** @param {string} root */
const markerPath = root => join(root, 'node_modules/.pergel-installed')

/** The lock file's hash, and the platform: native packages differ. @param {string} root */
function fingerprint(root) {
  const lock = readText(join(root, 'package-lock.json')).replaceAll('\r\n', '\n')
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}`
}

/** @param {string} path @returns {string} empty when there is no such file */
function readText(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/**
 * The installed packages whose install scripts package.json approves. We run exactly these ourselves: only a recent npm
 * reads `allowScripts`, an older one would compile packages that bring their binaries along.
 * @param {string} root
 */
function approved(root) {
  const { allowScripts } = JSON.parse(readText(join(root, 'package.json')))
  return Object.keys(allowScripts).filter(name => allowScripts[name] && existsSync(join(root, 'node_modules', name)))
}

/**
 * Runs npm and shows what it says. Throws SetupError in plain words when it fails.
 * @param {string} root @param {string[]} args
 */
async function npm(root, args) {
  const { code, output } = await spawnNpm(root, [...args, '--loglevel=error'])
  if (code !== 0) throw new SetupError(explainNpmFailure(output))
}

/** @param {string} root @param {string[]} args @returns {Promise<{code: number, output: string}>} */
function spawnNpm(root, args) {
  const cli = npmCliPath()
  // On Windows npm is a batch file, which only a shell can start; the arguments are ours and need no quoting.
  const child = cli
    ? spawn(process.execPath, [cli, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
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
