import type { Bench } from '../bench.ts'
import { newCustomers } from '../records.ts'

/** The server is killed and started again: from when it listens to when everybody is live and has what came since. */
export async function reconnect(bench: Bench): Promise<void> {
  const world = await bench.world()
  const [first, second] = await world.clients()
  const desktops = await world.desktops()
  const before = await world.server.call('head', world.company.company)
  await Promise.all([first, second].map(one => one.call('reached', before.number, 120_000)))
  await world.restart()
  const listening = await first.call('clock')
  await world.server.call('healthBegin')
  const connected = await Promise.all([
    ...[first, second].map(one => one.call('reached', before.number, 60_000)),
    ...desktops.map(({ remote }) => remote.call('online', 60_000)),
  ])
  bench.add({
    name: 'reconnect.200',
    unit: 's',
    value: (Math.max(...connected) - listening) / 1000,
    better: 'less',
    target: 5,
  })
  const { p99, peak } = await world.server.call('health')
  bench.add({ name: 'reconnect.loop.server', unit: 'ms', value: p99, better: 'less', target: 50 })
  bench.add({ name: 'reconnect.memory.server', unit: 'MB', value: peak, better: 'less', target: 300 })

  // Everybody is there indeed: an edit reaches them all.
  const { number } = await first.call('act', 0, [{ label: 'create', patches: newCustomers(1) }])
  await Promise.all([
    ...[first, second].map(one => one.call('reached', number, 30_000)),
    ...desktops.map(({ remote }) => remote.call('reachedHead', number, 30_000)),
  ])
  const connections = await world.server.call('connections')
  if (connections < 225) throw new Error(`${connections} connections instead of 225`)
}
