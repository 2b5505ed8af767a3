import type { RefusedItem, ShownRecord } from '../../core/api/functions.ts'
import type { FakeCompany } from './fakeRecords.ts'

/** Clashes and refused entries, so that their screens can be seen. */
export function fakeClashes({ records, users, me }: FakeCompany): ShownRecord[] {
  const customers = [...records.values()].filter(({ kind }) => kind === 'customer')
  const [, colleague = me, boss = me] = users
  const tags = [...records.values()].filter(({ kind }) => kind === 'tag').map(({ id }) => id)
  const clash = (at: number, field: string, mine: unknown, theirs: unknown, minutes: number, state = 'open') => {
    const target = customers[at] as ShownRecord
    const when = new Date(Date.now() - minutes * 60_000).toISOString()
    return {
      kind: 'clash',
      id: `01930000-0000-7000-8000-0000000f000${at}`,
      ...{ epoch: 1, number: 1, archived: false, owner: me, waiting: false, clashes: [], title: target.title },
      ...{ createdAt: when, createdBy: me, updatedAt: when, updatedBy: me },
      values: {
        ...{ recordKind: 'customer', record: target.id, recordTitle: target.title, field, mine, theirs, state },
        ...{ theirUser: at % 2 === 0 ? colleague : boss, theirAt: when, device: 'Ayça-PC', entry: target.id },
      },
    } satisfies ShownRecord
  }
  return [
    clash(1, 'phone', '+902124445566', '+905321234567', 12),
    clash(2, 'status', 'atRisk', 'active', 95),
    clash(
      3,
      'address',
      { line: 'Cumhuriyet Mah. Gül Sok. No: 12/4', district: 'Kadıköy', province: '34' },
      { line: 'Atatürk Cad. No: 88', district: 'Nilüfer', province: '16', postalCode: '16110' },
      60 * 30,
    ),
    clash(4, 'tags', tags.slice(0, 2), tags.slice(1, 3), 60 * 50, 'kept'),
  ]
}

export function fakeRefused({ records }: FakeCompany): RefusedItem[] {
  const customers = [...records.values()].filter(({ kind }) => kind === 'customer')
  const [a, b] = [customers[6] as ShownRecord, customers[7] as ShownRecord]
  const at = new Date(Date.now() - 40 * 60_000).toISOString()
  return [
    {
      entry: '01930000-0000-7000-8000-0000000e0001',
      operation: '01930000-0000-7000-8000-0000000e0002',
      label: 'edit',
      at,
      error: {
        code: 'record.invalid',
        fields: { taxNumber: { reason: 'badTaxNumber' }, sector: { reason: 'required' } },
      },
      patches: [
        {
          kind: 'customer',
          id: a.id,
          set: {
            taxNumber: { base: a.values['taxNumber'], value: '1234567891' },
            sector: { base: a.values['sector'] },
            phone: { base: a.values['phone'], value: '+902163334455' },
          },
        },
      ],
      titles: [a.title],
      dependents: [
        { entry: '01930000-0000-7000-8000-0000000e0003', label: 'assign', titles: [a.title] },
        { entry: '01930000-0000-7000-8000-0000000e0004', label: 'create', titles: ['Işıl Demir'] },
      ],
    },
    {
      entry: '01930000-0000-7000-8000-0000000e0005',
      operation: '01930000-0000-7000-8000-0000000e0006',
      label: 'archive',
      at,
      error: { code: 'permission.denied' },
      patches: [{ kind: 'customer', id: b.id, set: { archived: { base: false, value: true } } }],
      titles: [b.title],
      dependents: [],
    },
  ]
}
