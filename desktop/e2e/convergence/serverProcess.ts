import { secretOf } from '../../../server/auth/secret.ts'
import { appUrl, openDatabase } from '../../../server/db/database.ts'
import { createLogger } from '../../../server/http/logger.ts'
import { createServer } from '../../../server/index.ts'
import { testSecret } from '../../../server/testing/testCluster.ts'
import { testConfig } from '../../../server/testing/testServer.ts'
import { serveOrders } from './childProcess.ts'

/** The whole server in a process of its own, on a given database and, from the second time on, a given port. */
const secret = secretOf(Buffer.from(testSecret, 'hex'))

serveOrders(async (order, args) => {
  if (order !== 'listen') throw new Error(`no such order: ${order}`)
  const { ownerUrl, port } = args as { ownerUrl: string; port: number }
  const server = createServer(
    { ...testConfig({ ownerUrl }), port },
    {
      installation: {
        database: openDatabase({ url: ownerUrl, appPassword: secret.appPassword, max: 6 }),
        kind: 'external',
        secret,
        url: appUrl(ownerUrl, secret.appPassword),
        applied: [],
        close: async () => {},
      },
      logger: createLogger('warn'),
      jobs: false,
    },
  )
  return server.listen()
})
