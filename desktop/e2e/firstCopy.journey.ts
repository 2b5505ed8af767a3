import { openDesktop } from './fixtures/desktop.ts'
import { expect, test } from './fixtures/journey.ts'
import { saidByCore } from './fixtures/saidByCore.ts'
import { gateway } from './fixtures/strangers.ts'
import { wireTo } from './fixtures/wire.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'

test('lists whose records are still coming say so instead of being empty, and fill in by themselves', async ({
  browser,
  office,
  words,
}) => {
  const { say } = words
  const wire = await wireTo(office.url)
  const proxy = await gateway(office.url)
  // Signing in works, the line on which records come does not.
  wire.leadTo(proxy.url)
  const desktop = await openDesktop(office, browser, 'seller', { wire })
  const { page } = desktop
  const main = page.getByRole('main')
  const loading = main.getByRole('heading', { name: say('sync:firstSync.title') })
  const leads = new List(page, words, 'lead')
  const go = (hash: string) =>
    page.evaluate(next => {
      location.hash = next
    }, hash)

  await test.step('before the server has said anything', async () => {
    for (const hash of ['#/leads', '#/']) {
      await go(hash)
      await expect(loading).toBeVisible()
      await expect(main.getByRole('progressbar')).toBeVisible()
      await expect(main.getByRole('alert')).toHaveCount(0)
    }
    await go('#/leads')
  })

  await test.step('it fills in once records come', async () => {
    wire.mend()
    await expect(leads.grid.getByRole('row').nth(1)).toBeVisible({ timeout: 60_000 })
    await expect(loading).toHaveCount(0)
    await new Frame(page, words).expectSync('online')
  })

  await test.step('while they come, what is not here may be on its way', async () => {
    const said = await saidByCore(desktop)
    said.sync({ firstSync: { done: 300, total: 1200, perSecond: 0 } })
    await expect(leads.grid.getByRole('row').nth(1)).toBeVisible()
    const soFar = say('records:list.soFar', { shown: String(await leads.count()) })
    await expect(main.getByRole('status').filter({ hasText: soFar })).toBeVisible()
    await leads.search.fill('böyle bir kayıt yok')
    await expect(loading).toBeVisible()
    await expect(main.getByText(say('sync:firstSync.amount', { done: '300', total: '1.200' }))).toBeVisible()
    await expect(leads.noHits('böyle bir kayıt yok')).toHaveCount(0)
    said.sync({})
    await expect(leads.noHits('böyle bir kayıt yok')).toBeVisible()
  })
  await desktop.close()
  proxy.close()
})
