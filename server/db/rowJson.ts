import { type AnyKind, customPrefix, isCustom } from '../../shared/entity.ts'
import { fieldColumns, jsonOf } from './columns.ts'

/**
 * The record of a row as JSON, without some fields: an SQL expression over a kind's table that says what `stateOf` (rows.ts)
 * and JSON.stringify would. Made there it takes less than half of what reading a row's sixty columns takes here.
 * Undefined where a field is left that only its cipher can read.
 */
export function rowJson(kind: AnyKind, hidden: ReadonlySet<string>): string | undefined {
  const values: string[] = []
  for (const [name, field] of Object.entries(kind.fields)) {
    if (isCustom(name) || hidden.has(name)) continue
    const { json } = fieldColumns(name, field)
    if (json === undefined) return undefined
    values.push(member(name, json))
  }
  const stubs = [...hidden].reduce((left, name) => `${left} - ${sqlText(name)}`, 'stubs')
  return object([
    member('id', jsonOf.uuid('id')),
    sqlText(`"kind":${JSON.stringify(kind.name)}`),
    member('epoch', jsonOf.bigint('epoch')),
    member('number', jsonOf.bigint('number')),
    member('owner', jsonOf.uuid('owner_id')),
    member('team', jsonOf.uuid('team_id')),
    member('parent', `'{"kind":"' || parent_kind || '","id":"' || parent_id || '"}'`),
    member('archived', jsonOf.boolean('archived')),
    member('createdAt', jsonOf['timestamptz(3)']('created_at')),
    member('createdBy', jsonOf.uuid('created_by')),
    member('updatedAt', jsonOf['timestamptz(3)']('updated_at')),
    member('updatedBy', jsonOf.uuid('updated_by')),
    member('stubs', jsonOf.jsonb(`(${stubs})`)),
    member('values', object([...values, ownFields(hidden)])),
  ])
}

/** Own fields as members of `values`. */
function ownFields(hidden: ReadonlySet<string>): string {
  const left = [...hidden].filter(isCustom).map(name => `and key <> ${sqlText(name.slice(customPrefix.length))}`)
  return `case when custom <> '{}' then (
    select string_agg(to_json(${sqlText(customPrefix)} || key)::text || ':' || value::text, ',')
    from jsonb_each(custom) where true ${left.join(' ')}) end`
}

/** Null where its value is. */
const member = (name: string, json: string): string => `${sqlText(`${JSON.stringify(name)}:`)} || ${json}`

/** Of those members that are not null; a function takes a hundred arguments at most. */
function object(members: readonly string[]): string {
  const parts: string[] = []
  for (let next = 0; next < members.length; next += 50)
    parts.push(`nullif(concat_ws(',', ${members.slice(next, next + 50).join(', ')}), '')`)
  return `'{' || concat_ws(',', ${parts.join(', ')}) || '}'`
}

/** Escaped so that it says the same whatever `standard_conforming_strings` is: a role names fields as it likes. */
const sqlText = (text: string): string => `E'${text.replace(/['\\]/g, '$&$&')}'`
