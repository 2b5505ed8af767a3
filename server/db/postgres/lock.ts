import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** Runs `fn` while no other process on this machine runs one under the same file. A dead holder's lock is taken over. */
export async function withFileLock<T>(file: string, fn: () => Promise<T>): Promise<T> {
  while (!take(file)) await delay(100)
  try {
    return await fn()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    if (isStale(file)) rmSync(file, { force: true })
    return false
  }
}

/** Held for seconds, so that three minutes also mean a number that another process has been given since. */
function isStale(file: string): boolean {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
    const age = Date.now() - statSync(file).mtimeMs
    if (age > 180_000) return true
    // Written in two steps: an empty file is a holder that has just begun.
    return Number.isNaN(pid) ? age > 5000 : pid === process.pid || !isAlive(pid)
  } catch {
    return false
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
