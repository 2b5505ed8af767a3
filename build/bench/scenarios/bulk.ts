import type { Bench } from '../bench.ts'

const mark = 'Toplu Değişiklik'

/**
 * 10,000 customers changed at once and taken back: as their writer sees it, and somebody else's desktop. The writer has
 * the list open, as whoever selects in it has.
 */
export async function bulk(bench: Bench): Promise<void> {
  const world = await bench.world()
  const [boss, , watcher] = await world.desktops()
  if (!boss || !watcher) throw new Error('two desktops are needed')
  const count = bench.scaled(10_000)
  const list = { filters: [], sort: 'createdAt', descending: true }
  const changed = {
    filters: [{ field: 'taxOffice', op: 'is' as const, value: mark }],
    sort: 'title',
    descending: false,
  }
  const sure = 120_000
  const processes = {
    server: world.server,
    'desktop.boss': boss.remote,
    'desktop.watcher': watcher.remote,
  }
  /** Seconds from asking until its writer's list shows it, and until another one does. */
  const part = async (name: string, shown: number, act: () => Promise<string>): Promise<string> => {
    const started = await boss.remote.call('clock')
    const elsewhere = watcher.remote.call('shows', changed, shown, sure)
    // Awaited below; where the change itself fails, that is what went wrong.
    elsewhere.catch(() => undefined)
    const operation = await act()
    const here = await boss.remote.call('shows', changed, shown, sure)
    const add = (where: string, at: number, target: number) =>
      bench.add({ name: `bulk.${name}.${where}`, unit: 's', value: (at - started) / 1000, better: 'less', target })
    add('here', here, 2)
    add('elsewhere', await elsewhere, 5)
    return operation
  }
  await boss.remote.call('windows', [list])
  await bench.watched('bulk', processes, async () => {
    const operation = await part('edit', count, () => boss.remote.call('bulk', list, count, { taxOffice: mark }))
    await part('undo', 0, () => boss.remote.call('undo', operation))
  })
}
