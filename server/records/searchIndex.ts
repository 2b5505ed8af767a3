import type { AnyKind } from '../../shared/entity.ts'
import { builtInKinds } from '../../shared/kinds.ts'
import { bulkInsert } from '../db/bulk.ts'
import type { FieldCipher, Row } from '../db/columns.ts'
import type { Database, Transaction } from '../db/database.ts'
import { breather } from './breath.ts'
import { createLoader } from './load.ts'
import { searchWordsOf } from './searchWords.ts'

interface SearchOptions {
  database: Database
  cipherOf?: ((company: string) => Promise<FieldCipher>) | undefined
  onError?: ((error: unknown) => void) | undefined
}

/** How long after a commit the words are brought up to it, where nobody searches before. */
const quietMs = 2000
/** How long they may stay behind where one commit follows another. */
const longestMs = 60_000
/** Log rows read in one go. */
const rowsAtOnce = 500

/**
 * The words by which REST finds records, kept beside the records and behind the log: a write does not pay for them, and
 * a search brings them up to the log first. A server that stops in between goes on where it was.
 */
export function createSearchIndex(options: SearchOptions) {
  const timers = new Map<string, NodeJS.Timeout>()
  const running = new Map<string, Promise<void>>()
  /** Since when the words of a company wait for quiet: the first commit that no run has begun to read. */
  const waiting = new Map<string, number>()
  let isStopping = false

  /** Resolves when every commit made so far can be found; `inQuiet`: or as soon as another one is made. */
  function catchUp(company: string, inQuiet = false): Promise<void> {
    clearTimeout(timers.get(company))
    timers.delete(company)
    const since = waiting.get(company)
    waiting.delete(company)
    const before = running.get(company) ?? Promise.resolve()
    const now = before
      .catch(() => undefined)
      .then(async () => {
        while (!isStopping && (await readOn(options, company))) {
          if (!inQuiet || !timers.has(company)) continue
          if (since !== undefined) waiting.set(company, since)
          break
        }
      })
    running.set(company, now)
    const done = () => running.get(company) === now && running.delete(company)
    now.then(done, done)
    return now
  }

  return {
    catchUp: (company: string) => catchUp(company),
    committed(company: string): void {
      const since = waiting.get(company) ?? Date.now()
      waiting.set(company, since)
      const left = since + longestMs - Date.now()
      clearTimeout(timers.get(company))
      // While people or an import write it does not compete with them, until the words have waited for too long.
      const timer = setTimeout(
        () => catchUp(company, left > quietMs).catch(error => options.onError?.(error)),
        Math.max(0, Math.min(quietMs, left)),
      )
      timer.unref()
      timers.set(company, timer)
    },
    /** Ends after the rows under way; the next commit or search goes on from there. */
    async stop(): Promise<void> {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
      waiting.clear()
      isStopping = true
      await Promise.allSettled(running.values())
      isStopping = false
    },
  }
}
export type SearchIndex = ReturnType<typeof createSearchIndex>

/** Reads the next rows of the log; true where there is more. */
async function readOn({ database, cipherOf }: SearchOptions, company: string): Promise<boolean> {
  const cipher = await cipherOf?.(company)
  return database.inCompany(company, async tx => {
    await tx`insert into search_state (company_id, number) values (${company}, 0) on conflict do nothing`
    // Two instances at once take turns.
    const [state] = await tx<{ number: number }[]>`
      select number from search_state where company_id = ${company} for update`
    const [head] = await tx<{ number: number }[]>`select number from company where id = ${company}`
    const from = state?.number ?? 0
    const to = Math.min(head?.number ?? 0, from + rowsAtOnce)
    if (to <= from) return false
    const changed = await tx<{ kind: string; id: string }[]>`
      select distinct kind, record_id as id from log
      where company_id = ${company} and number > ${from} and number <= ${to}`
    const byKind = Map.groupBy(changed, row => row.kind)
    for (const [name, rows] of byKind) {
      const kind = builtInKinds.get(name)
      if (kind && isFound(kind))
        await index(
          { tx, company, cipher },
          kind,
          rows.map(row => row.id),
        )
    }
    await tx`update search_state set number = ${to} where company_id = ${company}`
    return to < (head?.number ?? 0)
  })
}

const isFound = (kind: AnyKind): boolean => Object.values(kind.fields).some(field => field.search !== undefined)

async function index(
  { tx, company, cipher }: { tx: Transaction; company: string; cipher: FieldCipher | undefined },
  kind: AnyKind,
  ids: string[],
): Promise<void> {
  const states = await createLoader(tx, company, cipher).records(kind, 'id', ids)
  const breathe = breather()
  const rows: Row[] = []
  for (const { id, values } of states) {
    const words = searchWordsOf(kind, values).map(word => `'${word}'`)
    rows.push({ company_id: company, kind: kind.name, id, words: words.join(' ') })
    await breathe()
  }
  const { sql, parameters } = upsert(rows)
  await tx.unsafe(sql, parameters, { prepare: true })
}

const upsert = bulkInsert(
  'search_text',
  [
    { name: 'company_id', type: 'uuid' },
    { name: 'kind', type: 'text' },
    { name: 'id', type: 'uuid' },
    { name: 'words', type: 'tsvector' },
  ],
  `on conflict (company_id, kind, id) do update set words = excluded.words
   where search_text.words is distinct from excluded.words`,
)
