import { testSecret } from '../../../server/testing/testCluster.ts'
import { type Process, startProcess } from '../fixtures/process.ts'

/** One server of several, as a unit would start it: `serve` on a database of the operator's. */
export interface Instance extends Process {
  url: string
  port: number
}

export async function startInstance(options: {
  databaseUrl: string
  dataDir: string
  drainSeconds?: number
  port?: number
}): Promise<Instance> {
  const running = startProcess('server/cli.ts', ['serve'], {
    PERGEL_DATABASE_URL: options.databaseUrl,
    PERGEL_SECRET: testSecret,
    PERGEL_DATA_DIR: options.dataDir,
    PERGEL_HOST: '127.0.0.1',
    PERGEL_PORT: String(options.port ?? 0),
    PERGEL_TRUSTED_PROXIES: '127.0.0.1',
    PERGEL_DRAIN_SECONDS: String(options.drainSeconds ?? 0),
    PERGEL_LOG_LEVEL: 'warn',
  })
  const url = await running.said(/^Pergel server is ready: (\S+)/)
  return { ...running, url, port: Number(new URL(url).port) }
}
