import { roleRights } from '../../../shared/permissions/rights.ts'
import type { Bench } from '../bench.ts'
import { batchesOf, change, newCustomers, newLeads } from '../records.ts'
import { percentile } from '../result.ts'

/** The role of 200 connected people is given another kind of 10,000 records; others go on writing meanwhile. */
export async function roleChange(bench: Bench): Promise<void> {
  const world = await bench.world()
  const [first, second] = await world.clients()
  const writer = await world.writer()
  const desktops = await world.desktops()
  const role = world.company.roles.operations
  const boss = desktops.find(({ name }) => name === 'boss')
  const watcher = desktops.find(({ name }) => name === 'watcher')
  if (!role || !boss || !watcher) throw new Error('the role or a desktop is missing')
  const leads = newLeads(bench.scaled(10_000))
  const others = newCustomers(50)
  await first.call('batches', 0, [...batchesOf('create', leads), ...batchesOf('create', others)])
  const before = await world.server.call('head', world.company.company)
  await Promise.all([first, second].map(one => one.call('reached', before.number, 120_000)))
  await boss.remote.call('reachedHead', before.number, 60_000)
  for (const one of [first, second]) await one.call('forget')

  const held = roleRights.parse((await boss.remote.call('record', 'role', role))?.values['rights'])
  const rights = { see: 'all', create: 'none', edit: 'none', archive: 'none', export: 'none' }
  const wider = { ...held, kinds: { ...held.kinds, lead: rights } }
  const processes = { server: world.server, 'desktop.watcher': watcher.remote }
  await bench.watched('roleChange', processes, async () => {
    const work = [{ client: 0, ids: others.map(({ id }) => id) }]
    const started = await first.call('clock')
    const { number } = await first.call('act', 1, [
      { label: 'edit', patches: [change({ kind: 'role', id: role }, 'rights', held, wider)] },
    ])
    const commits: number[] = []
    let done = false
    const writing = (async () => {
      while (!done) commits.push(...(await writer.call('edits', work, 'customer', `taxOffice`, 200)).times)
    })()
    writing.catch(() => {})
    const ids = leads.map(({ id }) => id)
    await Promise.all([first, second].map(one => one.call('reached', number, 120_000)))
    const clientsDone = await first.call('clock')
    while ((await watcher.remote.call('visible', ['lead'])).lead !== ids.length)
      await new Promise(resolve => setTimeout(resolve, 100))
    const all = await first.call('clock')
    done = true
    await writing
    const counts = (await Promise.all([first, second].map(one => one.call('counts', ids)))).flat()
    // The two bosses saw them before, and hear nothing.
    const holders = counts.filter(({ shown }) => shown === ids.length).length
    if (holders < 200) throw new Error(`${holders} of 200 hold the leads`)
    bench.add({ name: 'roleChange.200', unit: 's', value: (all - started) / 1000, better: 'less', target: 30 })
    bench.add({ name: 'roleChange.clients', unit: 's', value: (clientsDone - started) / 1000, better: 'less' })
    bench.add({
      name: 'roleChange.commit.p99',
      unit: 'ms',
      value: percentile(commits, 0.99),
      better: 'less',
      target: 50,
    })
    bench.add({ name: 'roleChange.commit.p50', unit: 'ms', value: percentile(commits, 0.5), better: 'less' })
  })
}
