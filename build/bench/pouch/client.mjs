// The peer's desktop: pulls everything once and says how long it took.
import PouchDB from 'pouchdb'
import memory from 'pouchdb-adapter-memory'

PouchDB.plugin(memory)
const local = new PouchDB('copy', { adapter: 'memory' })
const from = performance.now()
const result = await local.replicate.from(`http://127.0.0.1:${process.argv[2]}/customers`, {
  batch_size: 1000,
  batches_limit: 10,
})
console.log(JSON.stringify({ seconds: (performance.now() - from) / 1000, documents: result.docs_written }))
process.exit(0)
