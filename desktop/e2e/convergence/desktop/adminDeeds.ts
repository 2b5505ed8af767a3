import type { AnyKind } from '../../../../shared/entity.ts'
import { type KindRights, type RoleRights, type Scope, scopes } from '../../../../shared/permissions/rights.ts'
import type { Random } from '../../../../shared/testing/random.ts'
import { changeRecords, saveRecord } from '../../../core/functions/write.ts'
import { asSet, change, type Deed, owned, pickOrNone, roots, someRecord } from './deed.ts'

export const role: Deed = (desk, chance) => {
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

export const person: Deed = (desk, chance) => {
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

export const team: Deed = (desk, chance) => {
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

export const ownField: Deed = (desk, chance) => {
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
