import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { builtInKinds } from '../../../shared/kinds.ts'
import { type Entry, entry as entrySchema } from '../../../shared/record.ts'
import type { Unsent } from '../api/troubles.ts'
import { createDeviceStore } from '../deviceStore.ts'
import { type Database, openDatabase, openReader, type Reader } from '../storage/database.ts'
import { type EntryState, outboxRows } from '../sync/outboxRows.ts'
import { openSyncTables } from '../sync/tables.ts'

/** What a damaged file still gives: what its person did and the server has not answered, and forms being typed. */
export interface Salvage {
  /** In order of seq. */
  entries: { entry: Entry; state: EntryState; answer: string | null }[]
  drafts: { key: string; value: string }[]
  /** Numbers of entries that are there and cannot be read. */
  unreadable: number
  /** The outbox could be read at all. */
  isReadable: boolean
}

const nothing: Salvage = { entries: [], drafts: [], unreadable: 0, isReadable: false }
const carried = ['waiting', 'sent', 'refused', 'held'] as const
const mostEntries = 100_000

/** Reads what can be read and changes nothing. `key` undefined: nobody has it any more. */
export function salvage(file: string, key: Uint8Array | undefined): Salvage {
  if (!key || !existsSync(file)) return nothing
  let reader: Reader | undefined
  try {
    reader = openReader({ file, key })
    return { ...readOutbox(reader), drafts: readDrafts(reader) }
  } catch {
    // Not even its first page opens: the message that led here has said so.
    return nothing
  } finally {
    reader?.close()
  }
}

function readOutbox(reader: Reader): Omit<Salvage, 'drafts'> {
  const entries: Salvage['entries'] = []
  let unreadable = 0
  const select = reader.prepare('SELECT seq, state, answer, entry FROM outbox WHERE seq = ?')
  for (const seq of numbersIn(reader)) {
    try {
      const row = select.get(seq) as { seq: number; state: string; answer: string | null; entry: string } | undefined
      const state = carried.find(name => name === row?.state)
      if (!row || !state) continue
      entries.push({ entry: entrySchema.parse({ ...JSON.parse(row.entry), seq }), state, answer: row.answer })
    } catch {
      unreadable++
    }
  }
  return { entries, unreadable, isReadable: true }
}

/** Numbers of the open entries by the index; where that is damaged, every number there may be, one after the other. */
function numbersIn(reader: Reader): number[] {
  const marks = carried.map(() => '?').join(', ')
  try {
    return reader
      .prepare(
        `SELECT seq FROM outbox WHERE state IN (${marks}) AND state <> 'settled' ORDER BY seq LIMIT ${mostEntries}`,
      )
      .all(...carried)
      .map(row => (row as { seq: number }).seq)
  } catch {
    const last = Number(reader.prepare("SELECT value FROM sync_value WHERE name = 'outbox.seq'").pluck().get() ?? 0)
    const first = Math.max(1, last - mostEntries)
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
  }
}

function readDrafts(reader: Reader): Salvage['drafts'] {
  try {
    return reader.prepare("SELECT key, value FROM device WHERE topic = 'draft'").all() as Salvage['drafts']
  } catch {
    return []
  }
}

/** Puts what was saved into a new file, before anything else is done with it. */
export function carryOver(file: string, key: Uint8Array, saved: Salvage, now: () => number): void {
  if (saved.entries.length === 0 && saved.drafts.length === 0) return
  const database: Database = openDatabase({ file, key })
  try {
    openSyncTables(database)
    const rows = outboxRows(database, now)
    database.write(() => {
      for (const { entry, state, answer } of saved.entries) {
        rows.insert(entry, state)
        if (answer) database.prepare('UPDATE outbox SET answer = ? WHERE seq = ?').run(answer, entry.seq)
      }
      rows.raiseSeq(saved.entries.at(-1)?.entry.seq ?? 0)
    })
    const device = createDeviceStore(database, now)
    for (const { key: name, value } of saved.drafts) device.put('draft', name, JSON.parse(value))
  } finally {
    database.close()
  }
}

/** Renames a file and its log, so that nothing of it is lost and it stands in nobody's way. Gives the new name. */
export async function putAside(file: string, now: number): Promise<string> {
  const stamp = new Date(now)
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replaceAll(/[:T]/g, '-')
  const kept = file.replace(/(\.[a-z]+)$/, `.kept-${stamp}$1`)
  for (const end of ['', '-wal', '-shm']) if (existsSync(file + end)) await rename(file + end, kept + end)
  return kept
}

/** For people: what each saved change was, newest first. */
export const unsentOf = ({ entries }: Salvage, most = 200): Unsent[] =>
  entries
    .slice(-most)
    .reverse()
    .map(({ entry: { label, at, patches } }) => ({
      label,
      at,
      kind: patches[0]?.kind ?? '',
      titles: patches.flatMap(patch => titleOf(patch) || []).slice(0, 3),
    }))

/** As far as the change itself says it. */
function titleOf({ kind, set }: Entry['patches'][number]): string {
  const values = Object.fromEntries(Object.entries(set).map(([name, { value, base }]) => [name, value ?? base]))
  return builtInKinds.get(kind)?.title(values) ?? ''
}
