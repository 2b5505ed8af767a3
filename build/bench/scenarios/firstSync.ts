import { setTimeout as delay } from 'node:timers/promises'
import type { Bench } from '../bench.ts'
import { measurePouch } from '../pouch/measure.ts'
import { startProxy } from '../proxy.ts'
import { percentile } from '../result.ts'
import { desktopOf } from '../world.ts'

/** The first copy of 100,000 records by a real core with its search index; the same killed half way; the peer. */
export async function firstSync(bench: Bench): Promise<void> {
  const world = await bench.world()
  const boss = world.bosses[3]
  if (!boss) throw new Error('no person')
  const proxy = await startProxy(world.url)
  bench.later(async () => proxy.close())
  const throughProxy = { ...world, url: proxy.url }

  const whole = desktopOf(bench, throughProxy, 'whole', boss)
  const seconds = await bench.watched('firstSync', { desktop: whole.remote, server: world.server }, async () => {
    await whole.remote.call('clock')
    const started = performance.now()
    await whole.open()
    await whole.remote.call('copied', 300_000)
    return (performance.now() - started) / 1000
  })
  const bytes = proxy.bytes()
  const { customer: copied = 0 } = await whole.remote.call('visible', ['customer'])
  if (copied < bench.scaled(100_000)) throw new Error(`only ${copied} customers came`)
  await whole.remote.stop()

  const peer = 'PouchDB'
  const theirs = bench.wants('firstSync.100k') ? await measurePouch(bench.scaled(100_000)) : undefined
  bench.add({
    ...{ name: 'firstSync.100k', unit: 's', value: seconds, better: 'less', target: 10 },
    ...(theirs ? { peer, peerValue: theirs.seconds, targetRatio: 2 } : {}),
  })

  // With a person who looks at lists all the while.
  const looking = desktopOf(bench, throughProxy, 'looking', boss)
  await looking.remote.call('clock')
  await looking.open()
  const { usable, times } = await looking.remote.call('lookDuringFirstCopy', 'customer', 300_000)
  bench.add({ name: 'firstSync.usable', unit: 's', value: usable / 1000, better: 'less', target: 2 })
  bench.add({ name: 'firstSync.list', unit: 'ms', value: percentile(times, 0.95), better: 'less', target: 50 })
  bench.add({ name: 'firstSync.list.max', unit: 'ms', value: Math.max(...times), better: 'less' })
  await looking.remote.stop()

  const killed = desktopOf(bench, throughProxy, 'killed', boss)
  await killed.open()
  for (;;) {
    const { firstSync: progress } = await killed.remote.call('state')
    if (progress && progress.total > 1000 && progress.done >= progress.total / 2) break
    await delay(2)
  }
  await killed.remote.kill()
  await delay(300)
  proxy.begin()
  const again = desktopOf(bench, throughProxy, 'killed', boss)
  await again.open()
  await again.remote.call('copied', 300_000)
  const { customer = 0 } = await again.remote.call('visible', ['customer'])
  if (customer !== copied) throw new Error(`${customer} customers after the kill, ${copied} without`)
  bench.add({
    name: 'firstSync.afterKill',
    unit: '%',
    value: (proxy.bytes() / bytes) * 100,
    better: 'less',
    target: 55,
  })
  await again.remote.stop()
  proxy.close()
}
