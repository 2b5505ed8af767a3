import { type AnyKind, customPrefix, isCustom, parentKinds } from '../../shared/entity.ts'
import { AppError } from '../../shared/errors.ts'
import type { FieldKind } from '../../shared/fields.ts'
import { fieldRight, type Viewer } from '../../shared/permissions/viewer.ts'
import { snakeCase } from '../db/columns.ts'

/** What a list can ask about: the field kinds and the parts of an address. */
export type ListedKind = FieldKind | 'province' | 'district' | 'region'

/** A field as SQL reads it. */
export interface Access {
  name: string
  /** What the caller wrote to ask for it; errors name that. */
  asked: string
  kind: ListedKind
  /** An expression of the type that `kind` has in its table. */
  sql: string
  /** Never null. */
  isSet?: boolean
  /** The only values there can be; a company may have taken some of an own field's away, so those are not named. */
  choices?: readonly string[]
}

const system: Record<string, Omit<Access, 'name' | 'asked'>> = {
  owner: { kind: 'reference', sql: 'owner_id' },
  team: { kind: 'reference', sql: 'team_id' },
  parent: { kind: 'reference', sql: 'parent_id' },
  createdAt: { kind: 'dateTime', sql: 'created_at', isSet: true },
  updatedAt: { kind: 'dateTime', sql: 'updated_at', isSet: true },
  createdBy: { kind: 'reference', sql: 'created_by', isSet: true },
  updatedBy: { kind: 'reference', sql: 'updated_by', isSet: true },
  title: { kind: 'text', sql: 'title', isSet: true },
}

/** What every kind is listed by, besides its own fields. */
export const systemAccess = (kind: AnyKind): [name: string, kind: ListedKind][] =>
  Object.entries(system)
    .filter(([name]) =>
      name === 'parent' ? parentKinds(kind).length > 0 : name === 'owner' || name === 'team' ? !kind.shared : true,
    )
    .map(([name, { kind: listed }]) => [name, listed])

/**
 * How a list reads a field by its name in shared/filters.ts. Throws `input.invalid` for one that is not there for this
 * viewer, under what the caller wrote.
 */
export function accessTo(kind: AnyKind, viewer: Viewer, name: string, asked: string = name): Access {
  const [, fieldName = name, part] = /^(.+)\.(province|district|region)$/.exec(name) ?? []
  const isHidden = fieldRight(viewer, kind.name, fieldName) === 'hidden'
  const known = Object.hasOwn(system, name) ? system[name] : undefined
  const tellsHidden = name === 'title' && titleFields(kind).some(f => fieldRight(viewer, kind.name, f) === 'hidden')
  if (known && !isHidden && !tellsHidden) return { name, asked, ...known }
  const unknown = new AppError('input.invalid', {
    fields: { [asked.slice(0, 100)]: { reason: 'unknownField', params: { field: name.slice(0, 80) } } },
  })
  const field = Object.hasOwn(kind.fields, fieldName) ? kind.fields[fieldName] : undefined
  if (!field || isHidden || field.special) throw unknown
  if (part && field.kind !== 'address') throw unknown
  const listed = (part ?? field.kind) as ListedKind
  return {
    ...{ name, asked, kind: listed },
    ...(field.choices && !isCustom(fieldName) ? { choices: Object.keys(field.choices) } : {}),
    sql: isCustom(fieldName) ? ofCustom(fieldName, listed) : ofColumn(fieldName, listed),
  }
}

/** What the stored title is made of. Without any value a title looks at every field it may be made of. */
function titleFields(kind: AnyKind): string[] {
  const asked: string[] = []
  kind.title(new Proxy({}, { get: (_, name) => void asked.push(String(name)) }))
  return asked
}

function ofColumn(field: string, kind: ListedKind): string {
  const column = snakeCase(field)
  if (kind === 'money') return `"${column}_amount"`
  if (kind === 'district') return `"${column}_district"`
  return kind === 'province' || kind === 'region' ? `"${column}_province"` : `"${column}"`
}

/** An own field stands in the column `custom`, as the JSON of its value. */
function ofCustom(field: string, kind: ListedKind): string {
  const key = `'${field.slice(customPrefix.length).replaceAll("'", "''")}'`
  return custom[kind](`custom -> ${key}`, `custom ->> ${key}`)
}

const asText = (_: string, text: string) => `(${text})`
const asList = (json: string) =>
  `(case when jsonb_typeof(${json}) = 'array' then array(select jsonb_array_elements_text(${json})) end)`
const asIds = (json: string) => `${asList(json)}::uuid[]`
const asJson = (json: string) => `(${json})`
const cast = (type: string) => (_: string, text: string) => `(${text})::${type}`

const custom: Record<ListedKind, (json: string, text: string) => string> = {
  text: asText,
  longText: asText,
  richText: asJson,
  number: cast('double precision'),
  percent: cast('bigint'),
  money: json => `(${json} ->> 'amount')::bigint`,
  date: cast('date'),
  dateTime: cast('timestamptz'),
  choice: asText,
  multiChoice: asList,
  boolean: cast('boolean'),
  email: asText,
  phone: asText,
  url: asText,
  taxNumber: asText,
  reference: cast('uuid'),
  references: asIds,
  tags: asIds,
  files: asIds,
  address: asJson,
  lines: asJson,
  structure: asJson,
  province: json => `(${json} ->> 'province')`,
  region: json => `(${json} ->> 'province')`,
  district: json => `(${json} ->> 'district')`,
}
