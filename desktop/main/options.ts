import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface Options {
  /** Folder of this desktop's data. */
  profile: string
  /** Empty: the one that the profile was used with last. */
  server: string
  /** `email:password`, to sign in where nobody is (development, tests). */
  signIn?: string
}

/**
 * What the app was started with. Chromium's own switches and links stand among the arguments, so what is not ours is
 * left alone. `home`: the system's folder for our data, where no profile is named.
 */
export function readOptions(argv: readonly string[], env: NodeJS.ProcessEnv, home: string): Options {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    options: { profile: { type: 'string' }, server: { type: 'string' }, 'sign-in': { type: 'string' } },
  })
  const text = (value: string | boolean | undefined) => (typeof value === 'string' && value !== '' ? value : undefined)
  const dataDir = env['PERGEL_DATA_DIR']
  const profile = resolve(text(values.profile) ?? (dataDir ? join(dataDir, 'desktop') : join(home, 'profile')))
  const isUsed = existsSync(join(profile, 'profile.json'))
  const server = text(values.server) ?? (isUsed ? '' : `http://127.0.0.1:${env['PERGEL_PORT'] || 4780}`)
  if (server !== '' && !URL.canParse(server))
    throw new Error(`--server is ${server}; an address such as https://pergel.example.com is allowed`)
  const signIn = text(values['sign-in'])
  return {
    profile,
    server,
    ...(signIn ? { signIn } : {}),
  }
}
