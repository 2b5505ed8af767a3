import type { Bench } from '../bench.ts'
import { batchesOf, change, newContacts, newCustomers } from '../records.ts'

/** 1,000 customers with five contacts each go from one seller to another of another team, before everybody's eyes. */
export async function reassign(bench: Bench): Promise<void> {
  const world = await bench.world()
  const [first, second] = await world.clients()
  const desktops = await world.desktops()
  const [from, to] = world.sellers
  if (!from || !to || from.team === to.team) throw new Error('two sellers of different teams are needed')
  const customers = newCustomers(bench.scaled(1000), { owner: from.user })
  const contacts = customers.flatMap(({ id }) => newContacts(id, 5))
  await first.call('batches', 0, [...batchesOf('create', customers), ...batchesOf('create', contacts)])
  const before = await world.server.call('head', world.company.company)
  await Promise.all([first, second].map(one => one.call('reached', before.number, 120_000)))
  for (const { remote } of desktops) await remote.call('reachedHead', before.number, 60_000)
  for (const one of [first, second]) await one.call('forget')

  const processes = Object.fromEntries([
    ['server', world.server],
    ...desktops.map(d => [`desktop.${d.name}`, d.remote]),
  ])
  const patches = customers.map(({ kind, id }) => change({ kind, id }, 'owner', from.user, to.user))
  await bench.watched('reassign', processes, async () => {
    const started = await first.call('clock')
    const { number } = await first.call('batches', 1, batchesOf('assign', patches, 50))
    const committed = await first.call('clock')
    const all = await Promise.all([
      // Bosses, watchers, the sellers of both teams; the other sellers have nothing to hear but the number.
      first.call('reached', number, 120_000, range(104)),
      second.call('reached', number, 120_000, range(102)),
      ...desktops.map(({ remote }) => remote.call('reachedHead', number, 120_000)),
    ])
    const ids = [...customers, ...contacts].map(({ id }) => id)
    const held = (await Promise.all([first, second].map(one => one.call('counts', ids)))).flat()
    // Watchers and bosses see all of it; sellers of the two teams see it come or go; the others nothing.
    const counts = Map.groupBy(held, ({ shown, gone }) => `${shown}/${gone}`)
    const whole = counts.get(`${ids.length}/0`)?.length ?? 0
    if (whole < 202 || !counts.has(`0/${ids.length}`))
      throw new Error(`wrong counts: ${[...counts].map(([key, list]) => `${key}: ${list.length}`)}`)
    const seconds = (Math.max(...all) - started) / 1000
    bench.add({ name: 'reassign.1000', unit: 's', value: seconds, better: 'less', target: 3 })
    bench.add({ name: 'reassign.commit', unit: 's', value: (committed - started) / 1000, better: 'less' })
  })
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
