import type { Bench } from '../bench.ts'
import { newCustomers } from '../records.ts'
import { percentile } from '../result.ts'

/** One edit to 200 connected clients, five times a second: how long after its acknowledgement each of them has it. */
export async function fanOut(bench: Bench): Promise<void> {
  const world = await bench.world()
  const [first, second] = await world.clients()
  const writer = await world.writer()
  const desktops = await world.desktops()
  const count = bench.scaled(150)
  const patches = newCustomers(count)
  for (let i = 0; i < patches.length; i += 200)
    await first.call('act', 0, [{ label: 'create', patches: patches.slice(i, i + 200) }])
  const ids = patches.map(({ id }) => id)
  await new Promise(resolve => setTimeout(resolve, 1000))
  for (const one of [first, second]) await one.call('forget')

  const processes = { server: world.server, desktop: desktops[0]?.remote ?? world.server }
  await bench.watched('fanOut', processes, async () => {
    const watched = Promise.all(
      desktops
        .filter(({ name }) => name !== 'seller')
        .map(({ remote }) => remote.call('watch', ids, count * 200 + 5000)),
    )
    const answered = await writer.call('edited', 0, ids, 'customer', 'taxOffice', 200)
    const last = answered.at(-1)?.number ?? 0
    const seen = await watched
    // Of those who see the record. The others hear its number alone, at the next beat, up to a second later.
    const late: number[] = []
    const whole: number[] = []
    for (const one of [first, second]) {
      const moves = await one.call('moves')
      for (const [, ofClient] of Map.groupBy(moves, ([client]) => client)) {
        const until = new Map(ofClient.map(([, number, at]) => [number, at]))
        for (const { number, at, took } of answered) {
          const came = until.get(number)
          if (came === undefined) continue
          late.push(Math.max(0, came - at))
          whole.push(came - at + took)
        }
      }
    }
    const expected = answered.length * 200
    if (late.length < expected) throw new Error(`${late.length} of ${expected} edits came as frames of their own`)
    bench.add({ name: 'fanOut.p50', unit: 'ms', value: percentile(late, 0.5), better: 'less', target: 20 })
    bench.add({ name: 'fanOut.p99', unit: 'ms', value: percentile(late, 0.99), better: 'less', target: 80 })
    bench.add({ name: 'fanOut.fromSending.p50', unit: 'ms', value: percentile(whole, 0.5), better: 'less' })
    bench.add({ name: 'fanOut.fromSending.p99', unit: 'ms', value: percentile(whole, 0.99), better: 'less' })
    const commits = answered.map(({ took }) => took)
    bench.add({ name: 'fanOut.commit.p50', unit: 'ms', value: percentile(commits, 0.5), better: 'less' })
    const at = new Map(ids.map((id, i) => [id, answered[i]?.at ?? 0]))
    const stored = seen.flatMap(times => times.map(([id, time]) => Math.max(0, time - (at.get(id) ?? 0))))
    if (stored.length < seen.length * count) throw new Error(`a real desktop missed edits up to ${last}`)
    bench.add({ name: 'fanOut.desktop.p99', unit: 'ms', value: percentile(stored, 0.99), better: 'less' })
  })
}
