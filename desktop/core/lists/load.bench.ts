import { statSync } from 'node:fs'
import { createSearch } from '../search/search.ts'
import { openReader } from '../storage/database.ts'
import { createLists } from './lists.ts'
import { measure, report, type Sample } from './testing/measure.ts'
import { allSeeing, openProfile } from './testing/open.ts'
import { makeRecords } from './testing/records.ts'

/** First sync as the projection sees it: slices of 10 ms; then what each part takes on disk. `node load.bench.ts 200000` */
const count = Number(process.argv[2] ?? 100_000)
const profile = openProfile({ keepCopies: false })
const { database, projection } = profile
const { users, teams, tags, customers } = makeRecords(1, count)
profile.put([...teams, ...users, ...tags], 'loading')

const states = [...customers]
const json = states.reduce((sum, state) => sum + JSON.stringify(state).length, 0)
const reader = openReader({ file: profile.file, key: profile.key, cacheKb: 8_000 })
const lists = createLists({ reader, kinds: profile.kinds, zone: 'Europe/Istanbul' })
const search = createSearch({ reader, kinds: profile.kinds, lists })
const viewer = allSeeing(users[0]?.id ?? '')
const windows: Sample[] = []
const searches: Sample[] = []
/** What a user who looks at the list meanwhile asks, about every 100 ms; not counted as time of the load. */
function look(field: string): number {
  const started = performance.now()
  const query = { kind: 'customer', filters: [], sort: { field, descending: true }, archived: 'without' as const }
  windows.push(measure(() => lists.window(query, viewer, { limit: 50 })))
  searches.push(measure(() => lists.reading(() => search.query({ words: 'yıldız', limit: 8 }, viewer))))
  while (lists.warmSome() && performance.now() - started < 40);
  return performance.now() - started
}
const slices: number[] = []
let [looking, settled] = [0, 0]
const started = performance.now()
for (let next = 0; next < states.length; ) {
  const from = performance.now()
  database.write(
    () => {
      do {
        projection.projectStates(states.slice(next, next + 25), 'loading')
        next += 25
      } while (next < states.length && performance.now() - from < 10)
    },
    { sync: 'later' },
  )
  if (next - settled >= 200) {
    database.settle()
    settled = next
  }
  await new Promise(resolve => setImmediate(resolve))
  slices.push(performance.now() - from)
  if (slices.length % 9 === 0) looking += look(slices.length % 2 ? 'title' : 'updatedAt')
}
database.settle()
const took = performance.now() - started - looking
slices.sort((a, b) => a - b)
const at = (share: number) => (slices[Math.floor((slices.length - 1) * share)] ?? 0).toFixed(1)
console.log(`${count} in ${(took / 1000).toFixed(2)} s, ${Math.round((count / took) * 1000)} a second`)
console.log(`slices ${slices.length}: p50 ${at(0.5)} p95 ${at(0.95)} p99 ${at(0.99)} max ${at(1)} ms`)
report('window meanwhile', windows)
report('search meanwhile', searches)
console.log(`document JSON ${Math.round(json / count)} bytes a record`)

for (let i = 0; projection.purgeSome(50) && i < 1000; i++);
database.sql.pragma('wal_checkpoint(TRUNCATE)')
console.log(`file ${Math.round(statSync(profile.file).size / count)} bytes a record`)
const parts = database.sql
  .prepare('SELECT name, sum(pgsize) bytes FROM dbstat GROUP BY name ORDER BY bytes DESC')
  .all() as { name: string; bytes: number }[]
for (const { name, bytes } of parts.slice(0, 12)) console.log(`  ${name.padEnd(40)} ${(bytes / count).toFixed(1)}`)
reader.close()
profile.close()
