import type { Bench } from '../bench.ts'
import { batchesOf, change, newCustomers } from '../records.ts'

/** 10,000 changes while a desktop was away: from opening its file to having them all. */
export async function catchUp(bench: Bench): Promise<void> {
  const world = await bench.world()
  const [first, second] = await world.clients()
  const desktops = await world.desktops()
  const made = newCustomers(bench.scaled(10_000))
  await first.call('batches', 0, batchesOf('create', made))
  const mid = await world.server.call('head', world.company.company)
  for (const { remote } of desktops) await remote.call('reachedHead', mid.number, 60_000)
  for (const { remote } of desktops) await remote.call('close')
  for (const one of [first, second]) await one.call('forget')

  const changes = made.map(({ kind, id }) => change({ kind, id }, 'taxOffice', undefined, 'Kadıköy'))
  const { number } = await first.call('batches', 1, batchesOf('edit', changes))
  await Promise.all([first, second].map(one => one.call('reached', number, 120_000)))
  const ids = made.map(({ id }) => id)
  for (const one of [first, second])
    for (const [i, { shown }] of (await one.call('counts', ids)).slice(0, 100).entries())
      if (shown !== ids.length) throw new Error(`client ${i} holds ${shown} of ${ids.length}`)

  const seconds: number[] = []
  for (const { name, remote, open } of desktops) {
    const work = async () => {
      const started = await remote.call('clock')
      await open()
      return ((await remote.call('reachedHead', number, 60_000)) - started) / 1000
    }
    seconds.push(await bench.watched('catchUp', { [`desktop.${name}`]: remote, server: world.server }, work))
  }
  bench.add({ name: 'catchUp.10k', unit: 's', value: Math.max(...seconds), better: 'less', target: 2 })
}
