import { bagOf } from '../../../../shared/apply.ts'
import type { Values } from '../../../../shared/entity.ts'
import { derivedId } from '../../../../shared/ids.ts'
import type { FieldChange, RecordState } from '../../../../shared/record.ts'
import type { Random } from '../../../../shared/testing/random.ts'
import { settleClash } from '../../../core/functions/clashes.ts'
import { runCommand } from '../../../core/functions/commands.ts'
import { undoOperation } from '../../../core/functions/turns.ts'
import { changeRecords, saveRecord } from '../../../core/functions/write.ts'
import { asSet, change, type Deed, type Desk, dependents, owned, roots, someRecord } from './deed.ts'
import { someValue } from './values.ts'

export const create: Deed = (desk, chance) => {
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

export const edit: Deed = (desk, chance) => {
  const record = someRecord(desk, owned, chance)
  return record && saveForm(desk, record, chance)
}

export const openForm: Deed = (desk, chance) => {
  const record = someRecord(desk, owned, chance)
  if (record) desk.forms.push({ state: record })
  if (desk.forms.length > 5) desk.forms.shift()
  return undefined
}

export const saveOpenForm: Deed = (desk, chance) => {
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

export const tag: Deed = (desk, chance) => {
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

export const archive: Deed = (desk, chance) => {
  const record = someRecord(desk, [...owned, 'tag'], chance)
  if (!record) return undefined
  return changeRecords(desk.work, {
    label: record.archived ? 'restore' : 'archive',
    keys: [record],
    set: { archived: !record.archived },
  })
}

export const assign: Deed = (desk, chance) => {
  const kind = chance.pick(roots)
  const owner = chance.pick(desk.ids('user').concat(desk.work.viewer().user))
  const count = chance.chance(0.2) ? 4 : 1
  const keys = Array.from({ length: count }, () => someRecord(desk, [kind], chance)).flatMap(found => found ?? [])
  const distinct = [...new Map(keys.map(found => [found.id, { kind: found.kind, id: found.id }])).values()]
  return distinct.length > 0 ? changeRecords(desk.work, { label: 'assign', keys: distinct, set: { owner } }) : undefined
}

export const move: Deed = (desk, chance) => {
  const record = someRecord(desk, dependents, chance)
  const parent = someRecord(desk, roots, chance)
  if (!record || !parent) return undefined
  const set = { parent: { base: record.parent, value: { kind: parent.kind, id: parent.id } } }
  return saveRecord(desk.work, { kind: record.kind, id: record.id, create: false, set })
}

export const convert: Deed = (desk, chance) => {
  const lead = someRecord(desk, ['lead'], chance)
  if (!lead) return undefined
  const values = { type: 'individual', firstName: 'Deniz', lastName: `Kaya ${chance.int(1, 999)}` }
  return runCommand(desk.work, 'convertLead', { lead: lead.id, customer: desk.work.newId(), values })
}

export const undo: Deed = (desk, chance) => {
  const operations = [...new Set(desk.work.outbox.last(40).map(({ entry }) => entry.operation))]
  return operations.length > 0 ? undoOperation(desk.work, chance.pick(operations)) : undefined
}

export const settle: Deed = (desk, chance) => {
  const clashes = desk.ids('clash')
  if (clashes.length === 0) return undefined
  return settleClash(desk.work, chance.pick(clashes), chance.chance(0.5) ? 'mine' : 'theirs')
}

export const mend: Deed = (desk, chance) => {
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

export const many: Deed = (desk, chance) => {
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

export const look: Deed = (desk, chance) => {
  const record = someRecord(desk, owned, chance)
  if (!record) return undefined
  desk.work.sync.opened(record)
  desk.work.sync.presence.setOwn(record)
  return undefined
}
