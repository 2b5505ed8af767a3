import type { Bench } from '../bench.ts'
import { newCustomers } from '../records.ts'
import { startRemote } from '../remote/remote.ts'
import { percentile } from '../result.ts'
import { type ClientRemote, clientScript } from '../world.ts'

/** Entries over real sockets into the write path: one by one, from twenty at once, in batches; then the log is verified. */
export async function push(bench: Bench): Promise<void> {
  const world = await bench.world()
  const clients: ClientRemote = startRemote(clientScript)
  bench.later(() => clients.stop())
  const people = world.bosses.slice(4, 24)
  const head = await world.server.call('head', world.company.company)
  await clients.call('connect', world.url, people, head)
  await clients.call('reached', head.number, 30_000)
  const seconds = Math.max(2, bench.scaled(5))

  await bench.watched('push', { server: world.server }, async () => {
    const mine = people.map(() => newCustomers(50))
    for (const [client, patches] of mine.entries()) await clients.call('act', client, [{ label: 'create', patches }])
    const work = mine.map((patches, client) => ({ client, ids: patches.map(({ id }) => id) }))
    await clients.call('edits', work.slice(0, 1), 'customer', 'taxOffice', 1000)
    const one = await clients.call('edits', work.slice(1, 2), 'customer', 'taxOffice', seconds * 1000)
    bench.add({ name: 'push.single', unit: '/s', value: perSecond(one), better: 'more', target: 300 })
    bench.add({ name: 'push.single.p99', unit: 'ms', value: percentile(one.times, 0.99), better: 'less' })
    const twenty = await clients.call('edits', work.slice(2), 'customer', 'taxOffice', seconds * 1000)
    bench.add({ name: 'push.twenty', unit: '/s', value: perSecond(twenty), better: 'more', target: 1000 })
    bench.add({ name: 'push.twenty.p99', unit: 'ms', value: percentile(twenty.times, 0.99), better: 'less' })

    const batches = Array.from({ length: Math.max(4, bench.scaled(24)) }, () =>
      Array.from({ length: 5 }, () => ({ label: 'create', patches: newCustomers(200) })),
    )
    await clients.call('batches', 0, batches.slice(0, 2))
    const { ms } = await clients.call('batches', 0, batches.slice(2))
    const records = Math.max(1, batches.length - 2) * 1000
    bench.add({ name: 'push.batches', unit: '/s', value: (records / ms) * 1000, better: 'more', target: 5000 })
  })
  await clients.stop()
  const verified = await world.server.call('verify', world.company.company)
  const rate = verified.rows / verified.seconds
  bench.add({ name: 'push.logVerify', unit: '/s', value: rate, better: 'more', target: 100_000 })
}

const perSecond = ({ count, ms }: { count: number; ms: number }): number => (count / ms) * 1000
