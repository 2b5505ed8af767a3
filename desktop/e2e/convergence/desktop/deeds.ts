import { bagOf } from '../../../../shared/apply.ts'
import type { AnyKind, Values } from '../../../../shared/entity.ts'
import { derivedId } from '../../../../shared/ids.ts'
import { type KindRights, type RoleRights, type Scope, scopes } from '../../../../shared/permissions/rights.ts'
import type { FieldChange, Patch, RecordKey, RecordState } from '../../../../shared/record.ts'
import type { Random } from '../../../../shared/testing/random.ts'
import { settleClash } from '../../../core/functions/clashes.ts'
import { runCommand } from '../../../core/functions/commands.ts'
import { undoOperation } from '../../../core/functions/turns.ts'
import { changeRecords, saveRecord } from '../../../core/functions/write.ts'
import type { Workspace } from '../../../core/workspace.ts'
import { someValue } from './values.ts'

/** A desktop as the deeds see it. */
export interface Desk {
  work: Workspace
  /** Ids of all shown records of a kind, in order. */
  ids(kind: string): string[]
  /** Forms that were opened and not saved yet. */
  forms: { state: RecordState }[]
}

/** What a person does; gives the operation, or undefined where there was nothing to do it with. */
type Deed = (desk: Desk, chance: Random) => { operation: string } | undefined

const roots = ['lead', 'customer'] as const
const dependents = ['contact', 'address', 'note'] as const
const owned = [...roots, ...dependents]

const create: Deed = (desk, chance) => {
  const name = chance.weighted([
    ['lead', 4],
    ['customer', 3],
    ['contact', 3],
    ['address', 2],
    ['note', 2],
    ['tag', 1],
  ] as const)
  const kind = desk.work.kinds().require(name)
  const values: Values = {}
  for (const [field, definition] of Object.entries(kind.fields)) {
    if (definition.readOnly || (!definition.required && chance.chance(0.6))) continue
    values[field] = someValue(definition, chance, desk.ids)
  }
  Object.assign(values, needed(name, values, chance))
  const parent = kind.parents ? someRecord(desk, roots, chance) : undefined
  if (kind.parents && !parent) return undefined
  if (parent) values['parent'] = { kind: parent.kind, id: parent.id }
  const colleagues = desk.ids('user')
  if (!kind.parents && !kind.shared && colleagues.length > 0 && chance.chance(0.15))
    values['owner'] = chance.pick(colleagues)
  const id = name === 'tag' ? derivedId('tag', String(values['name'])) : desk.work.newId()
  return saveRecord(desk.work, { kind: name, id, create: true, set: asSet(values) })
}

/** What the kinds' rules ask for, so that most creations are accepted. */
function needed(kind: string, values: Values, chance: Random): Values {
  if (kind === 'lead')
    return {
      name: `Aday ${chance.int(1, 9999)}`,
      phone: '05321112233',
      ...(values['status'] === 'lost' ? { lostReason: 'price' } : {}),
    }
  if (kind === 'customer') return { type: 'individual', firstName: 'Ayşe', lastName: `Yılmaz ${chance.int(1, 9999)}` }
  if (kind === 'tag') return { name: `Etiket ${chance.int(1, 12)}` }
  return {}
}

const edit: Deed = (desk, chance) => {
  const record = someRecord(desk, owned, chance)
  return record && saveForm(desk, record, chance)
}

const openForm: Deed = (desk, chance) => {
  const record = someRecord(desk, owned, chance)
  if (record) desk.forms.push({ state: record })
  if (desk.forms.length > 5) desk.forms.shift()
  return undefined
}

const saveOpenForm: Deed = (desk, chance) => {
  const form = desk.forms.splice(chance.int(0, Math.max(0, desk.forms.length - 1)), 1)[0]
  return form && saveForm(desk, form.state, chance)
}

/** Few fields are often changed, so that people meet in them. */
function saveForm(desk: Desk, form: RecordState, chance: Random): { operation: string } | undefined {
  const kind = desk.work.kinds().require(form.kind)
  const names = Object.keys(kind.fields).filter(name => !kind.fields[name]?.readOnly)
  const chosen = chance.chance(0.6) ? names.slice(0, 4) : names
  const set: Record<string, FieldChange> = {}
  const bag = bagOf(form)
  for (const name of chance.sample(chosen, chance.int(1, 3))) {
    const field = kind.fields[name]
    if (!field) continue
    set[name] = change(bag[name], someValue(field, chance, desk.ids))
    if (form.kind === 'lead' && name === 'status')
      set['lostReason'] = change(bag['lostReason'], set[name].value === 'lost' ? 'competitor' : undefined)
  }
  return saveRecord(desk.work, { kind: form.kind, id: form.id, create: false, set })
}

const tag: Deed = (desk, chance) => {
  const record = someRecord(desk, roots, chance)
  const tags = desk.ids('tag')
  if (!record || tags.length === 0) return undefined
  const some = chance.sample(tags, 2)
  return changeRecords(desk.work, {
    label: 'tag',
    keys: [record],
    ...(chance.chance(0.6) ? { add: { tags: some } } : { remove: { tags: some } }),
  })
}

const archive: Deed = (desk, chance) => {
  const record = someRecord(desk, [...owned, 'tag'], chance)
  if (!record) return undefined
  return changeRecords(desk.work, {
    label: record.archived ? 'restore' : 'archive',
    keys: [record],
    set: { archived: !record.archived },
  })
}

const assign: Deed = (desk, chance) => {
  const kind = chance.pick(roots)
  const owner = chance.pick(desk.ids('user').concat(desk.work.viewer().user))
  const count = chance.chance(0.2) ? 4 : 1
  const keys = Array.from({ length: count }, () => someRecord(desk, [kind], chance)).flatMap(found => found ?? [])
  const distinct = [...new Map(keys.map(found => [found.id, { kind: found.kind, id: found.id }])).values()]
  return distinct.length > 0 ? changeRecords(desk.work, { label: 'assign', keys: distinct, set: { owner } }) : undefined
}

const move: Deed = (desk, chance) => {
  const record = someRecord(desk, dependents, chance)
  const parent = someRecord(desk, roots, chance)
  if (!record || !parent) return undefined
  const set = { parent: { base: record.parent, value: { kind: parent.kind, id: parent.id } } }
  return saveRecord(desk.work, { kind: record.kind, id: record.id, create: false, set })
}

const convert: Deed = (desk, chance) => {
  const lead = someRecord(desk, ['lead'], chance)
  if (!lead) return undefined
  const values = { type: 'individual', firstName: 'Deniz', lastName: `Kaya ${chance.int(1, 999)}` }
  return runCommand(desk.work, 'convertLead', { lead: lead.id, customer: desk.work.newId(), values })
}

const undo: Deed = (desk, chance) => {
  const operations = [...new Set(desk.work.outbox.last(40).map(({ entry }) => entry.operation))]
  return operations.length > 0 ? undoOperation(desk.work, chance.pick(operations)) : undefined
}

const settle: Deed = (desk, chance) => {
  const clashes = desk.ids('clash')
  if (clashes.length === 0) return undefined
  return settleClash(desk.work, chance.pick(clashes), chance.chance(0.5) ? 'mine' : 'theirs')
}

const mend: Deed = (desk, chance) => {
  const refused = desk.work.refused.list()
  if (refused.length === 0) return undefined
  const { entry } = chance.pick(refused)
  if (chance.chance(0.5)) {
    desk.work.refused.discard(entry.id)
    return undefined
  }
  // Half of them as they were: what was refused for its time may be accepted now.
  const patches = entry.patches.map(patch => ({ ...patch, set: { ...patch.set, phone: { value: '05324445566' } } }))
  const canMend = !entry.command && entry.patches.every(patch => patch.kind === 'lead' || patch.kind === 'customer')
  const mended = desk.work.refused.mend(entry.id, canMend && chance.chance(0.5) ? { patches } : {})
  desk.work.sync.kick()
  return { operation: mended.operation }
}

/** What no screen would send. The server refuses it, and what rests on it is held. */
const forge: Deed = (desk, chance) => {
  // Throws where nobody has ever been signed in: then there is no way in at all.
  desk.work.viewer()
  const own = desk.work.newId()
  const known = someRecord(desk, ['lead'], chance)
  const patches: Patch[] = [
    { kind: 'lead', id: own, set: { name: { base: 'x', value: 'y' } } },
    {
      kind: 'lead',
      id: own,
      create: true,
      set: asSet({ name: 'Sahte', phone: 'numara değil', status: 'new', source: 'phone' }),
    },
    { kind: 'lead', id: own, create: true, set: asSet({ name: 'Eksik' }) },
    {
      kind: 'lead',
      id: own,
      create: true,
      set: asSet({ name: 'Kimin', phone: '05321112233', status: 'new', source: 'phone', owner: own }),
    },
    {
      kind: 'clash',
      id: own,
      create: true,
      set: asSet({ recordKind: 'lead', record: own, field: 'name', state: 'open' }),
    },
    { kind: 'customer', id: known?.id ?? own, set: { firstName: { value: 'Başka' } } },
    { kind: 'lead', id: known?.id ?? own, set: { name: { base: known?.values['name'], value: 'bozuk \u0007' } } },
    { kind: 'lead', id: known?.id ?? own, set: { tags: { base: known?.values['tags'], value: [own] } } },
    { kind: 'lead', id: known?.id ?? own, set: { privateNotes: { value: `\ud800 \u0000` } } },
  ]
  return { operation: desk.work.act({ label: 'edit', patches: [chance.pick(patches)] }) }
}

const many: Deed = (desk, chance) => {
  const kind = chance.pick(roots.filter(name => desk.ids(name).length > 0).concat('customer'))
  const keys = chance.sample(desk.ids(kind), 30).map(id => ({ kind, id }))
  if (keys.length === 0) return undefined
  const source = chance.pick(['google', 'fair', 'referral'])
  const tags = chance.sample(desk.ids('tag'), 1)
  return changeRecords(desk.work, {
    label: 'edit',
    keys,
    ...(tags.length > 0 && chance.chance(0.5) ? { add: { tags } } : { set: { source } }),
  })
}

const look: Deed = (desk, chance) => {
  const record = someRecord(desk, owned, chance)
  if (!record) return undefined
  desk.work.sync.opened(record)
  desk.work.sync.presence.setOwn(record)
  return undefined
}

// --- the admin's ---

const role: Deed = (desk, chance) => {
  const id = pickOrNone(desk.ids('role'), chance)
  const record = id && desk.work.shown({ kind: 'role', id })
  if (!record) return undefined
  const before = record.values['rights'] as RoleRights
  const name = chance.pick([...owned, ...owned, 'tag', 'clash', 'user'])
  const kind = desk.work.kinds().require(name)
  const kinds = { ...before.kinds, [name]: otherRights(before.kinds[name], kind, chance) }
  return saveRecord(desk.work, {
    kind: 'role',
    id: record.id,
    create: false,
    set: { rights: { base: before, value: { ...before, kinds } } },
  })
}

/** Wider, narrower, or with other fields hidden. */
export function otherRights(before: KindRights | undefined, kind: AnyKind, chance: Random): KindRights {
  const see = chance.weighted<Scope>([
    ['none', 1],
    ['own', 2],
    ['team', 3],
    ['all', 4],
  ])
  const most = scopes.indexOf(see)
  const upTo = (wanted: Scope): Scope => scopes[Math.min(most, scopes.indexOf(wanted))] ?? 'none'
  const hidden = chance.chance(0.5)
    ? { ...before?.fields }
    : Object.fromEntries(
        chance
          .sample(Object.keys(kind.fields), chance.int(0, 4))
          .map(name => [name, chance.chance(0.7) ? 'hidden' : 'readOnly'] as const),
      )
  return {
    see,
    create: upTo(chance.pick(scopes)),
    edit: upTo(chance.pick(['own', 'team', 'all'] as const)),
    archive: upTo(chance.pick(scopes)),
    export: 'none',
    ...(Object.keys(hidden).length > 0 ? { fields: hidden } : {}),
  }
}

const person: Deed = (desk, chance) => {
  const id = pickOrNone(desk.ids('user'), chance)
  const record = id && desk.work.shown({ kind: 'user', id })
  if (!record) return undefined
  const field = chance.pick(['role', 'memberOf', 'memberOf', 'name'])
  const value =
    field === 'name'
      ? `Kişi ${chance.int(1, 99)}`
      : field === 'role'
        ? pickOrNone(desk.ids('role'), chance)
        : chance.chance(0.2)
          ? undefined
          : pickOrNone(desk.ids('team'), chance)
  return saveRecord(desk.work, {
    kind: 'user',
    id: record.id,
    create: false,
    set: { [field]: change(record.values[field], value) },
  })
}

const team: Deed = (desk, chance) => {
  const teams = desk.ids('team')
  const record = someRecord(desk, roots, chance)
  if (record && teams.length > 0 && chance.chance(0.8))
    return changeRecords(desk.work, { label: 'assign', keys: [record], set: { team: chance.pick(teams) } })
  return saveRecord(desk.work, {
    kind: 'team',
    id: desk.work.newId(),
    create: true,
    set: asSet({ name: `Ekip ${chance.int(3, 9)}` }),
  })
}

const ownField: Deed = (desk, chance) => {
  const known = desk.ids('ownField')
  if (known.length > 0 && chance.chance(0.4)) {
    const record = desk.work.shown({ kind: 'ownField', id: chance.pick(known) })
    if (!record) return undefined
    return changeRecords(desk.work, { label: 'archive', keys: [record], set: { archived: !record.archived } })
  }
  if (known.length >= 6) return undefined
  const type = chance.pick(['text', 'number', 'date', 'boolean', 'money', 'tags', 'choice'])
  const values = {
    of: chance.pick(owned),
    key: `f${known.length}`,
    type,
    words: { tr: `Alan ${known.length}` },
    ...(type === 'choice'
      ? {
          choices: [
            { key: 'a', words: { tr: 'A' } },
            { key: 'b', words: { tr: 'B' } },
          ],
        }
      : {}),
  }
  return saveRecord(desk.work, { kind: 'ownField', id: desk.work.newId(), create: true, set: asSet(values) })
}

export const deeds = {
  create,
  edit,
  openForm,
  saveOpenForm,
  tag,
  archive,
  assign,
  move,
  convert,
  undo,
  settle,
  mend,
  forge,
  many,
  look,
  role,
  person,
  team,
  ownField,
} satisfies Record<string, Deed>
export type DeedName = keyof typeof deeds

/** Of one of these kinds, where there is one; the first of a kind are everybody's favourites, so that people meet. */
function someRecord(desk: Desk, kinds: readonly string[], chance: Random): RecordState | undefined {
  const there = kinds.flatMap(name => {
    const ids = desk.ids(name)
    return ids.length > 0 ? [{ kind: name, ids }] : []
  })
  if (there.length === 0) return undefined
  const { kind, ids } = chance.pick(there)
  const id = ids[Math.floor(chance.next() ** 2 * ids.length)]
  return id === undefined ? undefined : desk.work.shown({ kind, id } satisfies RecordKey)
}

const pickOrNone = (ids: readonly string[], chance: Random): string | undefined =>
  ids.length > 0 ? chance.pick(ids) : undefined

const change = (base: unknown, value: unknown): FieldChange => ({
  ...(base === undefined ? {} : { base }),
  ...(value === undefined ? {} : { value }),
})

const asSet = (values: Values): Record<string, FieldChange> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, { value }]),
  )
