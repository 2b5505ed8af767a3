import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { uuidv7 } from '../../shared/ids.ts'
import type { Patch } from '../../shared/record.ts'
import { openDatabase } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { cluster } from '../db/postgres/cluster.ts'
import { verifyCompany } from '../log/verify.ts'
import { changed, created, office, type Person } from './testing/office.ts'

/**
 * Figures of the write path on a PostgreSQL that writes to disk: `node server/records/writer.bench.ts`. One JSON line
 * each: {name, unit, value, target}. Values are whole customers of 16 fields.
 */
const folder = mkdtempSync(join(tmpdir(), 'pergel-bench-'))
if (process.getuid?.() === 0) await import('node:fs').then(fs => fs.chmodSync(folder, 0o755))
const postgresCluster = cluster(join(folder, 'postgres'), { durable: true })
const database = await open().catch(async error => {
  await stop()
  throw error
})
try {
  await measure()
} finally {
  await database.close()
  await stop()
}

async function open() {
  const port = await postgresCluster.start()
  const owner = postgres(postgresCluster.url(port, 'postgres'), { max: 1, onnotice: () => {} })
  await owner.unsafe('create database bench')
  await owner.end()
  const ownerUrl = postgresCluster.url(port, 'bench')
  await migrate({ ownerUrl, appPassword: 'bench', proof: 'bench' })
  return openDatabase({ url: ownerUrl, appPassword: 'bench', max: 6 })
}

async function stop() {
  await postgresCluster.stop('immediate')
  rmSync(folder, { recursive: true, force: true })
}

function tell(name: string, value: number, unit: string, target?: number) {
  console.log(JSON.stringify({ name, unit, value: Math.round(value), ...(target ? { target } : {}) }))
}

async function measure() {
  const firm = await office(database)
  const people: Person[] = []
  for (let i = 0; i < 20; i++) people.push(await firm.hire('management', 'a'))
  const [first, second] = people as [Person, Person]
  const tag = uuidv7()
  await firm.boss.send({ label: 'create', patches: [created({ kind: 'tag', id: tag }, { name: 'Önemli' })] })

  const ids: string[] = []
  const creations = (count: number): Patch[] =>
    Array.from({ length: count }, () => {
      const id = uuidv7()
      ids.push(id)
      return customer(id, ids.length, tag)
    })

  for (let i = 0; i < 4; i++) await first.send({ label: 'create', patches: creations(200) })
  const batches = await perSecond(async () => {
    const entries = Array.from({ length: 5 }, () => ({ label: 'create', patches: creations(200) }))
    await first.send(...entries)
    return 1000
  }, 6000)
  tell('records created in batches', batches, 'records/s', 5000)

  const values = new Map<string, number>()
  const edit = (id: string): Patch => {
    const base = values.get(id) ?? 0
    values.set(id, base + 1)
    return changed(
      { kind: 'customer', id },
      { taxOffice: [base ? `Kadıköy ${base}` : undefined, `Kadıköy ${base + 1}`] },
    )
  }
  let at = 0
  const nextId = () => ids[at++ % ids.length] ?? ''
  const edits = await perSecond(async () => {
    await first.send(
      ...Array.from({ length: 5 }, () => ({ patches: Array.from({ length: 200 }, () => edit(nextId())) })),
    )
    return 1000
  }, 5000)
  tell('records edited in batches', edits, 'records/s', 5000)

  const times: number[] = []
  const single = await perSecond(async () => {
    const started = performance.now()
    await first.send({ patches: [edit(nextId())] })
    times.push(performance.now() - started)
    return 1
  }, 4000)
  tell('single edits, one client at a time', single, 'commits/s', 300)
  times.sort((a, b) => a - b)
  tell('single edit p99', (times[Math.floor(times.length * 0.99)] ?? 0) * 1000, 'µs')

  const ends = performance.now() + 4000
  let count = 0
  await Promise.all(
    people.map(async one => {
      while (performance.now() < ends) {
        await one.send({ patches: [edit(nextId())] })
        count++
      }
    }),
  )
  tell('single edits, 20 clients', count / 4, 'edits/s', 1000)

  await reassign(first, second, ids.slice(0, 1000))

  const started = performance.now()
  const { log } = await verifyCompany(database, firm.company)
  const seconds = (performance.now() - started) / 1000
  tell('log verify', log.rows / seconds, 'rows/s', 100_000)
  tell('rows of the log', log.rows, 'rows')
  if (log.problems.length > 0) throw new Error(JSON.stringify(log.problems.slice(0, 3)))
  const [size] = await database.sql<{ size: number }[]>`select pg_total_relation_size('log') as size`
  tell('log on disk', (size?.size ?? 0) / log.rows, 'bytes/row')
}

async function reassign(from: Person, to: Person, customers: string[]) {
  for (let i = 0; i < customers.length; i += 40) {
    const patches = customers.slice(i, i + 40).flatMap(id =>
      Array.from({ length: 5 }, (_, n) => ({
        ...created(
          { kind: 'contact', id: uuidv7() },
          { firstName: 'Ayşe', lastName: `Yılmaz ${n}`, phone: '05321112233' },
        ),
        parent: id,
      })).map(({ parent, ...patch }) => ({
        ...patch,
        set: { ...patch.set, parent: { value: { kind: 'customer', id: parent } } },
      })),
    )
    await from.send({ label: 'create', patches })
  }
  const [by, next] = [from.author.viewer.user, to.author.viewer.user]
  const started = performance.now()
  await from.send(
    ...Array.from({ length: 5 }, (_, i) => ({
      label: 'assign',
      patches: customers
        .slice(i * 200, i * 200 + 200)
        .map(id => changed({ kind: 'customer', id }, { owner: [by, next] })),
    })),
  )
  tell('1,000 customers with 5 contacts each reassigned', performance.now() - started, 'ms', 3000)
}

async function perSecond(work: () => Promise<number>, milliseconds: number): Promise<number> {
  const started = performance.now()
  let done = 0
  while (performance.now() - started < milliseconds) done += await work()
  return (done / (performance.now() - started)) * 1000
}

function customer(id: string, n: number, tag: string): Patch {
  return created(
    { kind: 'customer', id },
    {
      type: 'company',
      companyName: `Anadolu Makina ${n} Sanayi ve Ticaret A.Ş.`,
      taxNumber: '1234567890',
      status: 'active',
      sector: 'machinery',
      source: 'fair',
      authorizedFirstName: 'Ayşe',
      authorizedLastName: 'Yılmaz',
      authorizedPosition: 'Satın alma müdürü',
      authorizedPhone: `0532${String(1_000_000 + (n % 8_000_000))}`,
      phone: `0212${String(2_000_000 + (n % 7_000_000))}`,
      email: `bilgi${n}@anadolu${n}.example`,
      website: `anadolu${n}.example`,
      address: { line: `Organize Sanayi Bölgesi ${n}. Cadde`, district: 'Ümraniye', province: '34' },
      tags: [tag],
      privateNotes: 'Her ayın ilk haftası aranacak.',
    },
  )
}
