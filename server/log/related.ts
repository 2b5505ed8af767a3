import { type AnyKind, parentKinds } from '../../shared/entity.ts'
import type { Kinds } from '../../shared/kinds.ts'
import { rightsOf, seeCondition, type Viewer } from '../../shared/permissions/viewer.ts'
import type { RecordKey } from '../../shared/record.ts'
import { tableName } from '../db/columns.ts'
import type { Transaction } from '../db/database.ts'

/** Of each kind and level the newest so many; who has more asks for one of them. */
const mostOfKind = 300

/**
 * The record and what hangs on it or is about it, and what hangs on that, as far as the viewer may see it: whose rows of
 * the log tell its whole story. The caller has made sure that the record itself is visible.
 */
export async function relatedKeys(
  tx: Transaction,
  { company, kinds, viewer, of }: { company: string; kinds: Kinds; viewer: Viewer; of: RecordKey },
): Promise<RecordKey[]> {
  const keys: RecordKey[] = [of]
  let level: RecordKey[] = [of]
  for (let depth = 0; depth < 2; depth++) {
    const next: RecordKey[] = []
    for (const kind of kinds.all) {
      // What belongs to one person alone (that they keep a record at hand) is none of the record's story.
      if (kind.internal || kind.personal || rightsOf(viewer, kind.name).see === 'none') continue
      const parents = level.filter(parent => parentKinds(kind).includes(parent.kind))
      if (parents.length > 0) next.push(...(await below(tx, { company, viewer, kind, parents })))
    }
    keys.push(...next)
    level = next
  }
  return keys
}

async function below(
  tx: Transaction,
  { company, viewer, kind, parents }: { company: string; viewer: Viewer; kind: AnyKind; parents: readonly RecordKey[] },
): Promise<RecordKey[]> {
  const see = seeCondition(viewer, kind.name, { owner: 'owner_id', team: 'team_id' })
  const parts = see.sql.split('?')
  const visible = parts.reduce(
    (all, part, i) =>
      i === 0 ? tx`${tx.unsafe(part)}` : tx`${all}${see.values[i - 1] ?? null}::uuid${tx.unsafe(part)}`,
    tx``,
  )
  const rows = await tx<{ id: string }[]>`
    select id from ${tx(tableName(kind))}
    where company_id = ${company} and parent_id = any(${parents.map(({ id }) => id)}::uuid[]) and ${visible}
    order by id desc limit ${mostOfKind}`
  return rows.map(({ id }) => ({ kind: kind.name, id }))
}
