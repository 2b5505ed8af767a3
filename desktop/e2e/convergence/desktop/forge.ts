import type { Patch } from '../../../../shared/record.ts'
import { asSet, type Deed, someRecord } from './deed.ts'

/** What no screen would send. The server refuses it, and what rests on it is held. */
export const forge: Deed = (desk, chance) => {
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
