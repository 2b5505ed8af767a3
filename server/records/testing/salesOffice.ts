import { expect } from 'vitest'
import { uuidv7 } from '../../../shared/ids.ts'
import { testDatabase } from '../../testing/testDatabase.ts'
import type { WriterOptions } from '../writer.ts'
import { created, office, type Person } from './office.ts'

/** An office in a database of its own: Ayşe and Mehmet sell in one team, Veli in another. */
export async function salesOffice(options: Partial<WriterOptions> = {}) {
  const test = await testDatabase()
  const firm = await office(test.database, options)
  const [ayse, mehmet] = [await firm.hire('sales', 'a'), await firm.hire('sales', 'a')]
  return { test, firm, ayse, mehmet, veli: await firm.hire('sales', 'b') }
}

export const leadValues = { name: 'Ali Veli', phone: '0532 111 22 33', status: 'new', source: 'phone' }
export const lead = (id: string, more: Record<string, unknown> = {}) =>
  created({ kind: 'lead', id }, { ...leadValues, ...more })
export const customer = (id: string, more: Record<string, unknown> = {}) =>
  created({ kind: 'customer', id }, { type: 'individual', firstName: 'Can', lastName: 'Öz', status: 'active', ...more })

export async function newLead(by: Person, more: Record<string, unknown> = {}) {
  const key = { kind: 'lead', id: uuidv7() }
  const [answer] = await by.send({ label: 'create', patches: [lead(key.id, more)] })
  expect(answer).toMatchObject({ status: 'accepted' })
  return key
}

/** Why an entry was refused. */
export const code = (answer: unknown) => (answer as { error?: { code: string } }).error?.code
