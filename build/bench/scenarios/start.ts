import type { Bench } from '../bench.ts'
import { filledFile, openFilled } from './filled.ts'

/** A desktop with 200,000 records: from nothing running to the first list, and what it costs. */
export async function start(bench: Bench): Promise<void> {
  const { file, count, documentBytes, indexes } = await filledFile(bench)
  const first = { filters: [], sort: 'updatedAt', descending: true }
  const seconds: number[] = []
  for (let i = 0; i < 3; i++) {
    const from = performance.now()
    const desktop = await openFilled(bench)
    await desktop.call('windows', [first])
    seconds.push((performance.now() - from) / 1000)
    if (i === 2) {
      const sorts = ['title', 'createdAt', 'status', 'sector', 'phone', 'address', 'custom.rank']
      const asks = sorts.flatMap(sort => [true, false].map(descending => ({ filters: [], sort, descending })))
      await desktop.call('windows', asks)
      await desktop.call('searches', ['yıl', 'makina', 'ahmet yılmaz'])
      const { peak } = await desktop.call('health')
      bench.add({ name: 'start.memory', unit: 'MB', value: peak, better: 'less', target: 350 })
      const bytes = await desktop.call('fileBytes', file)
      bench.add({ name: 'start.diskPerRecord', unit: 'bytes', value: bytes / count, better: 'less', target: 2000 })
    }
    await desktop.stop()
  }
  bench.add({ name: 'start.list', unit: 's', value: Math.max(...seconds), better: 'less', target: 2 })
  bench.add({ name: 'start.stateDocument', unit: 'bytes', value: documentBytes, better: 'less' })
  bench.add({ name: 'start.indexes', unit: 'count', value: indexes, better: 'less' })
}
