import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { makeDataFolder } from '../../dataFolder.ts'

export interface OsUser {
  uid: number
  gid: number
}

/** Where root keeps what the database's user must reach and a private home folder hides. */
export const rootFolder = '/var/lib/pergel'
const userName = 'pergel'

/** PostgreSQL refuses to run as root: then it runs as a user of its own, made the first time. Else undefined. */
export function databaseOsUser(): OsUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const found = look()
  if (found) return found
  const made = [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', userName],
    ['adduser', '-S', '-D', '-H', userName],
  ].some(([command = '', ...args]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0)
  const user = made ? look() : undefined
  if (!user)
    throw new AppError('server.unavailable', {
      params: {
        reason: `PostgreSQL cannot run as root and the user "${userName}" could not be made; start as another user`,
      },
    })
  return user
}

function look(): OsUser | undefined {
  const [uid, gid] = ['-u', '-g'].map(flag => {
    const { status, stdout } = spawnSync('id', [flag, userName], { encoding: 'utf8' })
    return status === 0 ? Number.parseInt(stdout, 10) : undefined
  })
  return uid === undefined || gid === undefined ? undefined : { uid, gid }
}

/** May this user enter the folder, and all those above it? */
export function isReachable(folder: string, user: OsUser): boolean {
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    const { uid, gid, mode } = statSync(at)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (dirname(at) === at) return true
  }
}

/**
 * The folder for the cluster of a data folder: `postgres` in it. For root with a data folder in a private place it is
 * one of its own under /var/lib/pergel, which the file `postgres.place` names.
 */
export function clusterFolder(dataDir: string, user: OsUser | undefined): string {
  makeDataFolder(dataDir, user ? 0o711 : 0o700)
  if (!user) return join(dataDir, 'postgres')
  const place = join(dataDir, 'postgres.place')
  if (existsSync(place)) return readFileSync(place, 'utf8').trim()
  // The data folder is ours to open a crack; those above it are not. What is secret in it has mode 600.
  if (isReachable(dirname(dataDir), user)) chmodSync(dataDir, statSync(dataDir).mode | 0o011)
  if (isReachable(dataDir, user)) return join(dataDir, 'postgres')
  const folder = join(rootFolder, 'clusters', randomUUID())
  writeFileSync(place, `${folder}\n`)
  return folder
}
