import type { AnyKind } from '../../shared/entity.ts'
import { AppError } from '../../shared/errors.ts'
import { projectFor } from '../../shared/permissions/project.ts'
import { fieldRight, seeCondition, type Viewer } from '../../shared/permissions/viewer.ts'
import type { RecordState } from '../../shared/record.ts'
import { type FieldCipher, type Row, tableName } from '../db/columns.ts'
import type { Transaction } from '../db/database.ts'
import { SqlText } from '../db/sqlText.ts'
import { formOf } from '../records/load.ts'
import { searchQuery, searchTermsOf, searchWordsOf } from '../records/searchWords.ts'
import { accessTo } from './access.ts'
import { cursorText, readCursor } from './cursor.ts'
import { filterCondition } from './filters.ts'
import type { ListParams } from './params.ts'
import { behind, idColumn, orderBy, type SortColumn, sortColumn } from './sorts.ts'

export interface ListContext {
  tx: Transaction
  company: string
  viewer: Viewer
  zone: string
  now: number
  cipher: FieldCipher | undefined
}

/** One page of what the viewer may see, as they may see it. */
export async function listRecords(
  context: ListContext,
  kind: AnyKind,
  params: ListParams,
): Promise<{ states: RecordState[]; nextCursor: string | null }> {
  const { viewer } = context
  const columns = sortColumns(kind, viewer, params)
  const sort = JSON.stringify([kind.name, params.sorts])
  const finds = matcher(kind, viewer, params.q)
  if (finds === null) return { states: [], nextCursor: null }
  const form = formOf(kind, context.cipher)
  const states: RecordState[] = []
  let after = params.cursor === undefined ? undefined : readCursor(params.cursor, sort, columns.length)
  for (;;) {
    const rows = await readRows(context, kind, params, columns, after)
    for (const row of rows.slice(0, params.limit)) {
      const state = projectFor(viewer, form.stateOf(row))
      after = columns.map((_, i) => row[`sort_${i}`] as string | null)
      if (finds(state)) states.push(state)
      if (states.length === params.limit) break
    }
    const isLast = rows.length <= params.limit
    if (states.length < params.limit && !isLast) continue
    const more =
      after !== undefined && (!isLast || lastOf(rows)?.['id'] !== states.at(-1)?.id) && states.length === params.limit
    return { states, nextCursor: more && after ? cursorText(sort, after) : null }
  }
}

const lastOf = (rows: readonly Row[]): Row | undefined => rows.at(-1)

function sortColumns(kind: AnyKind, viewer: Viewer, { sorts }: ListParams): SortColumn[] {
  if (sorts.length > 5)
    throw new AppError('input.invalid', { fields: { sort: { reason: 'tooMany', params: { max: 5 } } } })
  const columns = sorts.map(({ field, descending }) => sortColumn(accessTo(kind, viewer, field, 'sort'), descending))
  return [...columns, idColumn(columns.at(-1)?.descending ?? true)]
}

async function readRows(
  { tx, company, viewer, zone, now }: ListContext,
  kind: AnyKind,
  { filters, archived, q, limit }: ListParams,
  columns: readonly SortColumn[],
  after: readonly (string | null)[] | undefined,
): Promise<Row[]> {
  const text = new SqlText()
  const ofCompany = `company_id = ${text.value(company, 'uuid')}`
  const conditions = [
    ofCompany,
    text.condition(seeCondition(viewer, kind.name, { owner: 'owner_id', team: 'team_id' })),
    archivedConditions[archived],
    ...filters.map(({ access, filter }) => filterCondition({ text, user: viewer.user, zone, now }, access, filter)),
    ...wordsCondition(text, company, kind, q),
    ...(after ? [behind(text, columns, after)] : []),
  ].filter(condition => condition !== '')
  const statement = `
    select *, ${columns.map(({ sql }, i) => `(${sql})::text as sort_${i}`).join(', ')}
    from "${tableName(kind)}" where ${conditions.map(condition => `(${condition})`).join(' and ')}
    order by ${orderBy(columns)} limit ${limit + 1}`
  try {
    return await tx.unsafe<Row[]>(statement, text.values as never[])
  } catch (error) {
    throw isBadValue(error) ? new AppError('input.invalid', { cause: error }) : error
  }
}

const archivedConditions: Record<ListParams['archived'], string> = {
  without: 'not archived',
  only: 'archived',
  with: '',
}

function wordsCondition(text: SqlText, company: string, kind: AnyKind, q: string): string[] {
  const query = searchQuery(q)
  if (query === null) return []
  const [ofCompany, ofKind, wanted] = [
    text.value(company, 'uuid'),
    text.value(kind.name, 'text'),
    text.value(query, 'tsquery'),
  ]
  return [`id in (select search_ids(${ofCompany}, ${ofKind}, ${wanted}))`]
}

/** A value that no column can hold, such as a cursor that somebody wrote: SQLSTATE class 22. */
const isBadValue = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && /^22/.test(String(error.code))

/**
 * The index knows the words of all fields; where some are hidden from this viewer, a record must be found by the others.
 * Null: something was asked for that has no word in it, and nothing is found.
 */
function matcher(kind: AnyKind, viewer: Viewer, q: string): ((state: RecordState) => boolean) | null {
  if (q.trim() === '') return () => true
  const terms = searchTermsOf(q)
  if (terms.length === 0) return null
  const isHidden = (name: string) => fieldRight(viewer, kind.name, name) === 'hidden'
  if (!Object.entries(kind.fields).some(([name, field]) => field.search && isHidden(name))) return () => true
  return state => {
    // The state is projected: hidden fields give no words.
    const words = searchWordsOf(kind, state.values)
    return terms.every(term => words.some(word => word.startsWith(term)))
  }
}
