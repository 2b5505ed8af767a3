import { expect, test } from 'vitest'
import { until } from '../testing/testDesktop.ts'
import { testStage } from '../testing/testStage.ts'

const stage = testStage()

// Sixty and more come in several chunks of one transaction: the first shows the record, the last settles the entry.
test.each([5, 60])(
  'a change that the copy held already, and that somebody has overwritten since, shows what stands, with %d others',
  async others => {
    const { ayse, admin } = stage.people
    const ids = stage.makeLeads(others + 1)
    const id = ids[0] ?? ''
    const desktop = await stage.open(ayse)
    await stage.ready(desktop)
    const { company } = stage
    const real = company.submit.bind(company)
    let busy = true
    company.submit = (user, device, entries) => {
      if (busy)
        return entries.map(
          ({ seq, id }) => ({ seq, id, status: 'refused', error: { code: 'server.unavailable' } }) as const,
        )
      company.submit = real
      company.write(admin, [{ kind: 'lead', id, set: { name: { base: 'B', value: 'C' } } }])
      for (const other of ids.slice(1))
        company.write(admin, [{ kind: 'lead', id: other, set: { name: { value: 'x' } } }])
      return real(user, device, entries)
    }
    desktop.edit(id, { name: 'B' })
    stage.change(id, { name: 'B' })
    stage.server.publish()
    await until('met', () => desktop.copies.get(id)?.values['name'] === 'B')
    busy = false
    desktop.sync.kick()
    await stage.settled(desktop)
    await stage.ready(desktop)
    await until('settled', () => desktop.sync.outbox.last(1)[0]?.state === 'settled')
    expect(desktop.copies.get(id)?.values['name']).toBe('C')
    expect(desktop.shown(id)?.values['name']).toBe('C')
  },
)
