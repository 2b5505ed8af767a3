import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  customType,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  type PgColumnBuilderBase,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import type { AnyKind, Kind } from '../../shared/entity.ts'
import { parentKinds } from '../../shared/entity.ts'
import type { Fields } from '../../shared/fields.ts'
import { type Column, fieldColumns, type SqlType, tableName } from './columns.ts'

export const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })
export const lexemes = customType<{ data: string }>({ dataType: () => 'tsvector' })
/** Text that is compared byte by byte whatever the database's own order is. */
export const bytewiseText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' })
/** UTC, to the millisecond, as in a record. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'string' })
export const whole = (name: string) => bigint(name, { mode: 'number' })

/** What every kind's table begins with; one meaning for all, see RecordState. `rows.ts` reads and writes them. */
const systemColumns = {
  companyId: uuid('company_id').notNull(),
  id: uuid('id').notNull(),
  epoch: integer('epoch').notNull(),
  number: whole('number').notNull(),
  ownerId: uuid('owner_id'),
  teamId: uuid('team_id'),
  parentKind: text('parent_kind'),
  parentId: uuid('parent_id'),
  archived: boolean('archived').notNull(),
  createdAt: instant('created_at').notNull(),
  createdBy: uuid('created_by').notNull(),
  updatedAt: instant('updated_at').notNull(),
  updatedBy: uuid('updated_by').notNull(),
  title: text('title').notNull(),
  /** trSortKey(title). */
  titleKey: bytewiseText('title_key').notNull(),
  /** Own fields by key, without the `custom.` prefix. */
  custom: jsonb('custom').notNull().default(sql`'{}'::jsonb`),
  stubs: jsonb('stubs'),
}

/** The table of a kind: the system columns, then those of its fields. Ours to call once per kind, in schema.ts. */
export function tableFor<F extends Fields>(definition: Kind<F>) {
  const kind = definition as unknown as AnyKind
  const name = tableName(kind)
  const own: Record<string, PgColumnBuilderBase> = {}
  for (const [field, options] of Object.entries(kind.fields))
    for (const column of fieldColumns(field, options).columns) own[column.name] = builder(column)
  return pgTable(name, { ...systemColumns, ...own }, t => [
    primaryKey({ columns: [t.companyId, t.id] }),
    // Of these the write path reads what has changed (companyFacts.ts). Elsewhere every edit would write all indexes anew.
    ...(kind.shared ? [index(`${name}_number`).on(t.companyId, t.number)] : []),
    index(`${name}_title`).on(t.companyId, t.titleKey, t.id),
    ...(kind.shared ? [] : [index(`${name}_owner`).on(t.companyId, t.ownerId)]),
    ...(parentKinds(kind).length > 0 ? [index(`${name}_parent`).on(t.companyId, t.parentId)] : []),
  ])
}

function builder({ name, type, generated }: Column): PgColumnBuilderBase {
  return generated ? text(name).generatedAlwaysAs(sql.raw(generated)) : builders[type](name)
}

const builders: Record<SqlType, (name: string) => PgColumnBuilderBase> = {
  text: name => text(name),
  'text[]': name => text(name).array(),
  uuid: name => uuid(name),
  'uuid[]': name => uuid(name).array(),
  bigint: whole,
  'double precision': name => doublePrecision(name),
  boolean: name => boolean(name),
  date: name => date(name, { mode: 'string' }),
  'timestamptz(3)': instant,
  jsonb: name => jsonb(name),
  bytea: name => bytes(name),
}
