import { join } from 'node:path'
import type { Bench } from '../bench.ts'
import { startRemote } from '../remote/remote.ts'
import { type ServerRemote, serverScript } from '../world.ts'

/** The demo company of 200,000 records, through the write path of a real server on its embedded PostgreSQL. */
export async function demo(bench: Bench): Promise<void> {
  const server: ServerRemote = startRemote(serverScript)
  bench.later(() => server.stop())
  await server.call('start', join(bench.folder, 'demo'), 0)
  const made = await bench.watched('demo', { maker: server }, () => server.call('demo', bench.scaled(200_000)))
  bench.add({ name: 'demo.200k', unit: 's', value: made.seconds, better: 'less', target: 120 })
  bench.add({ name: 'demo.rows', unit: '/s', value: made.rows / made.seconds, better: 'more' })
  await server.stop()
}
