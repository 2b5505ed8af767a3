import { uuidv7 } from '../../shared/ids.ts'
import type { Patch, RecordKey } from '../../shared/record.ts'

export const creation = (key: RecordKey, values: Record<string, unknown>): Patch => ({
  ...key,
  create: true,
  set: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
})
export const change = (key: RecordKey, field: string, base: unknown, value: unknown): Patch => ({
  ...key,
  set: { [field]: { ...(base === undefined ? {} : { base }), value } },
})

/** Whole customers of 15 fields, without a tax office, which later edits set. */
export const newCustomers = (count: number, values: Record<string, unknown> = {}): Patch[] =>
  Array.from({ length: count }, (_, n) =>
    creation(
      { kind: 'customer', id: uuidv7() },
      {
        type: 'company',
        companyName: `Anadolu Makina ${n} Sanayi ve Ticaret A.Ş.`,
        taxNumber: '1234567890',
        status: 'active',
        sector: 'machinery',
        source: 'fair',
        authorizedFirstName: 'Ayşe',
        authorizedLastName: 'Yılmaz',
        authorizedPosition: 'Satın alma müdürü',
        authorizedPhone: `0532${1_000_000 + (n % 8_000_000)}`,
        phone: `0212${2_000_000 + (n % 7_000_000)}`,
        email: `bilgi${n}@anadolu${n}.example`,
        website: `anadolu${n}.example`,
        address: { line: `Organize Sanayi Bölgesi ${n}. Cadde`, district: 'Ümraniye', province: '34' },
        privateNotes: 'Her ayın ilk haftası aranacak.',
        ...values,
      },
    ),
  )

export const newLeads = (count: number): Patch[] =>
  Array.from({ length: count }, (_, n) =>
    creation(
      { kind: 'lead', id: uuidv7() },
      {
        name: `Ayşe Yılmaz ${n}`,
        companyName: `Ege Tekstil ${n}`,
        status: 'new',
        source: 'fair',
        phone: '05321112233',
      },
    ),
  )

export const newContacts = (parent: string, count: number): Patch[] =>
  Array.from({ length: count }, (_, n) =>
    creation(
      { kind: 'contact', id: uuidv7() },
      {
        ...{ firstName: 'Ayşe', lastName: `Yılmaz ${n}`, phone: '05321112233', email: `ayse${n}@ornek.example` },
        parent: { kind: 'customer', id: parent },
      },
    ),
  )

/** In entries of at most 200 patches, five to a push. A desktop makes entries of 50 where many records are changed. */
export function batchesOf(
  label: string,
  patches: readonly Patch[],
  most = 200,
): { label: string; patches: Patch[] }[][] {
  const acts: { label: string; patches: Patch[] }[] = []
  for (let i = 0; i < patches.length; i += most) acts.push({ label, patches: patches.slice(i, i + most) })
  const batches: (typeof acts)[] = []
  for (let i = 0; i < acts.length; i += 5) batches.push(acts.slice(i, i + 5))
  return batches
}
