import type { AnyKind, Values } from '../../../shared/entity.ts'
import { fieldFacts } from '../../../shared/fields.ts'
import type { ListRow } from '../api/functions.ts'
import { fieldColumns } from '../projection/columns.ts'
import type { Generation } from '../projection/kindTables.ts'
import { quoted } from '../projection/narrowTable.ts'
import type { RowNumbers } from '../projection/rowNumbers.ts'
import type { Reader } from '../storage/database.ts'
import type { Titles } from './titles.ts'

/** Reads what a list shows of single rows; `only`: without the values of all other fields. */
export function rowReader(
  reader: Reader,
  kind: AnyKind,
  { list, columns }: Generation,
  { rows, titles }: { rows: RowNumbers; titles: Titles },
): (row: number, only?: ReadonlySet<string>) => ListRow | undefined {
  const has = new Set(columns.map(column => column.name))
  const shown = Object.entries(kind.fields).filter(([name, { kind: type }]) => {
    const parts = fieldColumns[type].parts
    return fieldFacts[type].listable && parts.every(([suffix]) => has.has(name + suffix))
  })
  const fields = shown.map(([name, field]) => {
    const read = fieldColumns[field.kind]
    return { name, read: read.read, suffixes: read.parts.map(([suffix]) => suffix).filter(suffix => suffix !== '#key') }
  })
  const names = fields.flatMap(({ name, suffixes }) => suffixes.map(suffix => quoted(name + suffix)))
  const select = reader
    .prepare(`SELECT ${[...systemNames, ...names].join(', ')} FROM ${quoted(list)} WHERE row = ?`)
    .raw()

  return (row, only) => {
    const found = select.get(row) as unknown[] | undefined
    const id = rows.idOf(row)
    if (!found || id === undefined) return undefined
    const [title, owner, team, parent, archived, createdAt, createdBy, updatedAt, waiting] = found as (number | null)[]
    const values: Values = {}
    let at = systemNames.length
    for (const { name, read, suffixes } of fields) {
      const from = at
      at += suffixes.length
      if (only && !only.has(name)) continue
      const value = read(found.slice(from, at), rows)
      if (value !== undefined) values[name] = value
    }
    const above = parent === null || parent === undefined ? undefined : titles.ofRow(parent)
    return {
      id,
      title: String(title ?? ''),
      ...idAs('owner', owner, rows),
      ...idAs('team', team, rows),
      ...(above ? { parent: above } : {}),
      archived: archived === 1,
      createdAt: new Date(createdAt ?? 0).toISOString(),
      createdBy: (createdBy && rows.idOf(createdBy)) || '',
      updatedAt: new Date(updatedAt ?? 0).toISOString(),
      values,
      waiting: waiting === 1,
    }
  }
}

const systemNames = 'title owner team parent archived createdAt createdBy updatedAt waiting'.split(' ')

function idAs<K extends string>(name: K, row: number | null | undefined, rows: RowNumbers): { [N in K]?: string } {
  const id = row === null || row === undefined ? undefined : rows.idOf(row)
  return (id === undefined ? {} : { [name]: id }) as { [N in K]?: string }
}
