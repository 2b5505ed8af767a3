import { expect, test } from 'vitest'
import { allRights, rights } from '../../../shared/permissions/rights.ts'
import { everything } from '../testing/syncStage.ts'
import { type TestDesktop, until } from '../testing/testDesktop.ts'
import { testStage } from '../testing/testStage.ts'

const stage = testStage()
const own = { ...everything, contact: rights('own', 'own', 'own', 'own', 'none') }
/** The server answers to nothing, and goes on telling. */
const hold = (): void => {
  stage.company.submit = (_user, _device, entries) =>
    entries.map(({ seq, id }) => ({ seq, id, status: 'refused', error: { code: 'server.unavailable' } }) as const)
}
const listed = (desktop: TestDesktop, id: string): boolean => desktop.allShown().some(state => state.id === id)

test('what is made under a record is seen by its key, also while it waits: it goes with it and comes back', async () => {
  const { ayse, mehmet } = stage.people
  stage.company.setViewer(stage.viewer(ayse, { ...own, lead: allRights }))
  const [lead = ''] = stage.makeLeads(1, ayse)
  let desktop = await stage.open(ayse)
  await stage.ready(desktop)
  hold()
  const contact = desktop.create('contact', { firstName: 'Ayşe', parent: { kind: 'lead', id: lead } })
  expect(listed(desktop, contact)).toBe(true)
  stage.change(lead, { owner: mehmet })
  await until('gone with it', () => !listed(desktop, contact))
  desktop = await stage.reopen(desktop, ayse)
  stage.change(lead, { owner: ayse })
  await until('back with it', () => listed(desktop, contact))
})
