import { writeSync } from 'node:fs'
import { openDatabase } from '../database.ts'
import { getRxStoragePergel } from '../rxStorage.ts'
import { type Crew, crewSchema } from './crew.ts'
import { createRandom } from './random.ts'
import { randomCrew } from './randomQueries.ts'
import { changed, openInstance, stored } from './subjects.ts'

/**
 * A process that writes until it is killed: `node writer.ts <file> <key in hex> <round>`. Each line on its output is
 * the id and revision of a document whose write was acknowledged before the line was begun.
 */
const [file = '', key = '', round = '0'] = process.argv.slice(2)
const database = openDatabase({ file, key: Buffer.from(key, 'hex') })
database.write(() => database.sql.exec('CREATE TABLE IF NOT EXISTS projected(id TEXT PRIMARY KEY, rev TEXT)'))
const project = database.prepare('REPLACE INTO projected(id, rev) VALUES (?, ?)')
const storage = getRxStoragePergel({
  database,
  sliceMs: 2,
  hooks: {
    onWrite(_collection, documents) {
      for (const { id, _rev } of documents) project.run(String(id), _rev)
    },
  },
})
const instance = await openInstance<Crew>(storage, crewSchema, 'crew')
const random = createRandom(Number(round))
writeSync(1, 'ready\n')

for (let batch = 0; ; batch++) {
  const rows = Array.from({ length: 1 + random.int(60) }, (_, index) => ({
    document: stored(randomCrew(random, `r${round}b${batch}n${index}`)),
  }))
  await instance.bulkWrite(rows, 'test')
  const updates = rows
    .filter(() => random.chance(0.3))
    .map(row => changed(row.document, { age: 77 }, random.chance(0.2)))
  await instance.bulkWrite(updates, 'test')
  const last = new Map([...rows, ...updates].map(row => [row.document.id, row.document._rev]))
  writeSync(1, [...last].map(([id, rev]) => `${id} ${rev}\n`).join(''))
}
