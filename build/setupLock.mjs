import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { say } from './setupError.mjs'

/**
 * Lets one Pergel command at a time install: `npm ci` empties node_modules under the feet of any other.
 * The lock names its process, so one left by a killed process is taken over.
 * @template T
 * @param {string} root @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withSetupLock(root, work) {
  const path = lockPath(root)
  let hasSaidSo = false
  while (!take(path)) {
    if (!hasSaidSo) say('Another Pergel command is installing packages; waiting for it.')
    hasSaidSo = true
    await new Promise(done => setTimeout(done, 500))
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

/** Outside the project, because npm ci empties the only folder there that git does not see. @param {string} root */
export const lockPath = root =>
  join(tmpdir(), `pergel-setup-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`)

/** @param {string} path */
function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    if (!isHeld(path)) rmSync(path, { force: true })
    return false
  }
}

/** @param {string} path */
function isHeld(path) {
  try {
    const pid = Number(readFileSync(path, 'utf8'))
    // Signal 0 only asks whether the process is there.
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    // EPERM: there, but another user's.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}
