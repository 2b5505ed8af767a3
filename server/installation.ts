import { readSecret, type Secret } from './auth/secret.ts'
import type { Config } from './config.ts'
import { appUrl, type Database, openDatabase } from './db/database.ts'
import { embeddedPostgres } from './db/embedded.ts'
import { migrate } from './db/migrate.ts'
import { reviveWhenAway } from './db/reviveWhenAway.ts'
import type { Logger } from './http/logger.ts'

/** The database, brought to this version, and the secret: what the server and every verb of the CLI begin with. */
export interface Installation {
  database: Database
  kind: 'embedded' | 'external'
  secret: Secret
  /** Connects as the serving role, for the job queue. */
  url: string
  /** Migrations that opening it applied. */
  applied: string[]
  /** Last of all: closes connections, stops the embedded PostgreSQL unless another process works with it. */
  close: () => Promise<void>
}

/** Works beside a running server too. Throws server.unavailable with the reason. */
export async function openInstallation(
  config: Config,
  { logger, ...options }: { max?: number; logger?: Pick<Logger, 'error'> } = {},
): Promise<Installation> {
  const secret = readSecret(config)
  const embedded = config.databaseUrl ? undefined : await embeddedPostgres(config.dataDir)
  const ownerUrl = embedded?.ownerUrl ?? config.databaseUrl ?? ''
  try {
    const applied = await migrate({ ownerUrl, appPassword: secret.appPassword, proof: secret.proof })
    const { appPassword } = secret
    const database = openDatabase({ url: ownerUrl, appPassword, ...options })
    const tell = (reason: string) => logger?.error('database does not start', { reason })
    const leaveDead = embedded && reviveWhenAway(database.health, embedded.revive, { tell })
    return {
      database,
      kind: embedded ? 'embedded' : 'external',
      secret,
      url: appUrl(ownerUrl, appPassword),
      applied,
      close: async () => {
        leaveDead?.()
        await database.close()
        await embedded?.release()
      },
    }
  } catch (error) {
    await embedded?.release()
    throw error
  }
}
