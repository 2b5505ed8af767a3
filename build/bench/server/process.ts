import { makeDemo } from '../../../server/demo.ts'
import { createLogger } from '../../../server/http/logger.ts'
import { createServer, openInstallation, type PergelServer, readConfig } from '../../../server/index.ts'
import type { Installation } from '../../../server/installation.ts'
import { verifyCompany } from '../../../server/log/verify.ts'
import { serve } from '../remote/serve.ts'
import { type CompanyWish, makeCompany } from './company.ts'

/** The real server in a process of its own: `process.ts`, asked by IPC. */
let server: PergelServer | undefined
let installation: Installation | undefined

const parts = () => {
  if (!server) throw new Error('the server is not started')
  return server.parts
}

const handlers = {
  /** Opens the data folder and listens; 0 takes any free port. */
  async start(dataDir: string, port: number) {
    const config = {
      ...readConfig({ PERGEL_DATA_DIR: dataDir, PERGEL_PORT: String(port) }),
      logLevel: 'error' as const,
    }
    const limits = { signIn: { requests: 1e6, seconds: 60 }, address: { requests: 1e9, seconds: 60 } }
    installation = await openInstallation(config, { max: 12 })
    server = createServer(config, { installation, logger: createLogger('error'), limits })
    return (await server.listen()).url
  },
  /** The demo company as `npm run server -- demo` makes it. */
  async demo(records: number) {
    const started = performance.now()
    const made = await makeDemo(parts().services, { records, seed: 'pergel' })
    return { seconds: (performance.now() - started) / 1000, records: made.records, rows: made.rows }
  },
  company: (wish: CompanyWish) => makeCompany(parts(), wish),
  async verify(company: string) {
    const started = performance.now()
    const { log } = await verifyCompany(parts().services.database, company)
    if (log.problems.length > 0) throw new Error(`the log does not verify: ${JSON.stringify(log.problems[0])}`)
    return { rows: log.rows, seconds: (performance.now() - started) / 1000 }
  },
  /** Where the company's log stands. */
  async head(company: string) {
    const [row] = await parts().services.database.inCompany(
      company,
      tx => tx<{ epoch: number; number: number }[]>`select epoch, number from company where id = ${company}`,
    )
    if (!row) throw new Error(`no company ${company}`)
    return row
  },
  /** Tables and indexes of the whole database. */
  async databaseBytes() {
    const [row] = await parts().services.database.sql<{ bytes: number }[]>`
      select pg_database_size(current_database()) as bytes`
    return row?.bytes ?? 0
  },
  memory: () => process.memoryUsage(),
  connections: () => parts().sync.connections,
}
export type BenchServer = typeof handlers

serve(handlers, async () => {
  await server?.close()
  await installation?.close()
})
