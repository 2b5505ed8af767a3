// A PouchDB server with express 4, in memory: the peer of the first sync. Prints its port, then serves until killed.
import express from 'express'
import expressPouchDB from 'express-pouchdb'
import PouchDB from 'pouchdb'
import memory from 'pouchdb-adapter-memory'
import { benchCustomers, flatDocument } from '../customers.ts'

PouchDB.plugin(memory)
const Memory = PouchDB.defaults({ adapter: 'memory' })
const count = Number(process.argv[2])
const database = new Memory('customers')
const documents = benchCustomers(count).map(state => {
  const { id, ...rest } = flatDocument(state)
  return { _id: id, ...rest }
})
for (let i = 0; i < documents.length; i += 2000) await database.bulkDocs(documents.slice(i, i + 2000))
const app = express()
app.use('/', expressPouchDB(Memory, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: '/dev/null' }))
const server = app.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`))
