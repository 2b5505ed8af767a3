import { expect, test } from 'vitest'
import { type KindRights, rights } from '../../../shared/permissions/rights.ts'
import { everything } from '../testing/syncStage.ts'
import { until } from '../testing/testDesktop.ts'
import { testStage } from '../testing/testStage.ts'

const stage = testStage()
const seeing = (see: KindRights['see'], fields?: KindRights['fields']): Record<string, KindRights> => ({
  ...everything,
  lead: rights(see, 'all', 'all', 'all', 'all', fields),
})

test('what is typed while another view is only told of is shown whole, as that view is taken back', async () => {
  const { ayse, mehmet } = stage.people
  const [id = ''] = stage.makeLeads(5, ayse)
  stage.makeLeads(5, mehmet)
  stage.server.setViewer(stage.viewer(ayse, seeing('own')))
  const desktop = await stage.open(ayse)
  await stage.ready(desktop)
  stage.company.submit = (_user, _device, entries) =>
    entries.map(({ seq, id }) => ({ seq, id, status: 'refused', error: { code: 'server.unavailable' } }))
  // The wider view is being loaded when a narrower one is told of; nothing of that is done before the link ends.
  let isLoading = false
  stage.server.intercept = frame => {
    if (frame.t !== 'snapshotPage') return frame
    isLoading = true
    return undefined
  }
  const wider = stage.viewer(ayse, seeing('all'))
  stage.server.setViewer(wider)
  await until('the wider view is being loaded', () => isLoading)
  stage.server.setViewer(stage.viewer(ayse, seeing('all', { privateNotes: 'hidden' })))
  await until('the narrower view is told of', () => desktop.sync.viewer()?.rights.kinds['lead']?.fields !== undefined)
  desktop.edit(id, { privateNotes: 'gizli' })
  stage.server.intercept = frame => (frame.t === 'view' ? undefined : frame)
  stage.server.setViewer(wider)
  stage.server.dropAll()
  await until('the wider view is back', () => desktop.sync.viewer()?.rights.kinds['lead']?.fields === undefined)
  await stage.ready(desktop)
  expect(desktop.shown(id)?.values['privateNotes']).toBe('gizli')
})
