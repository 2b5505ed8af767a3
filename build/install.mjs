import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isSameTree, neededPaths } from './lockFile.mjs'
import { withNewNode } from './newNode.mjs'
import { npm } from './npm.mjs'
import { ownNodePath } from './ownNode.mjs'
import { showProgress } from './progress.mjs'
import { say } from './setupError.mjs'
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
    say('Installing packages (npm ci); the first time this takes a minute or two, by the line to the registry.')
    const started = Date.now()
    await withNewNode(root, async node => {
      await shown(howFar(root), () =>
        npm({ node, folder: root, args: ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'] }),
      )
      say('Preparing their native parts (npm rebuild)…')
      await shown(
        () => 'preparing',
        () => npm({ node, folder: root, args: ['rebuild', ...approved(root)] }),
      )
    })
    writeFileSync(markerPath(root), fingerprint(root))
    say(`Packages are installed (${Math.round((Date.now() - started) / 1000)} s).`)
  })
}

/**
 * @template T
 * @param {() => string} words @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function shown(words, work) {
  const stop = showProgress(words)
  try {
    return await work()
  } finally {
    stop()
  }
}

/**
 * How many of the packages are in their places; npm itself says nothing until all are.
 * @param {string} root @returns {() => string}
 */
export function howFar(root) {
  const paths = neededPaths(readText(join(root, 'package-lock.json')))
  return () => {
    const done = paths.filter(path => existsSync(join(root, path, 'package.json'))).length
    // Before the first is there, npm asks the registry; the tree of an earlier install still stands for a moment.
    return done === 0 ? 'asking the registry' : `${done} of ${paths.length} packages`
  }
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
