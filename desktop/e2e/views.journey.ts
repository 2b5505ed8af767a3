import type { ListQuery } from '../../shared/filters.ts'
import { provincesOfRegion } from '../../shared/places.ts'
import type { ListRow } from '../core/api/functions.ts'
import { expect, test } from './fixtures/journey.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { Views } from './pages/views.ts'

const name = 'Gıda ya da Marmara'

test('a view of a list: made, shared with the company, opened by a colleague, taken back', async ({ open, words }) => {
  const [managers, sellers] = await Promise.all([open('manager'), open('seller')])
  const { page, ask } = managers
  const { say } = words
  const frame = new Frame(page, words)
  const leads = new List(page, words, 'lead')
  const views = new Views(page, words)
  await frame.expectSync('online')
  await frame.module('lead').click()
  const query: ListQuery = {
    ...{ kind: 'lead', filters: [], archived: 'without' },
    sort: { field: 'createdAt', descending: true },
  }
  let rows: ListRow[] = []
  // The first copy comes in pages: it is whole when nothing more comes.
  await expect
    .poll(
      async () => {
        const before = rows.length
        rows = (await ask('records.list', { query, limit: 500 })).rows
        return rows.length > 0 && rows.length === before
      },
      { intervals: [1000] },
    )
    .toBe(true)
  const marmara = provincesOfRegion('marmara')
  const value = (row: ListRow, field: string) => row.values[field]
  const fits = (row: ListRow) =>
    ['new', 'qualified'].includes(String(value(row, 'status'))) &&
    (value(row, 'sector') === 'food' ||
      marmara.includes((value(row, 'address') as { province?: string } | undefined)?.province ?? ''))
  const found = rows.filter(fits)
  expect(found.length).toBeGreaterThan(2)
  expect(found.length).toBeLessThan(rows.length)
  const status = words.field('lead', 'status')
  const choice = (field: string, key: string) => words.choice('lead', field, key)
  const sector = words.field('lead', 'sector')
  const region = say('records:addressParts.region')

  await test.step('and/or filters that read as a sentence, and groups', async () => {
    await leads.filterBy(status, choice('status', 'new'), choice('status', 'qualified'))
    await leads.openFilter(say('lists:filters.newGroup.any'))
    const group = leads.filters.getByRole('group', { name: say('lists:filters.group.any'), exact: true })
    await page.getByRole('option', { name: sector, exact: true }).click()
    await page.getByRole('checkbox', { name: choice('sector', 'food'), exact: true }).check()
    await page.keyboard.press('Escape')
    await group.getByRole('button', { name: say('lists:filters.addTo.any'), exact: true }).click()
    await page.getByRole('option', { name: region, exact: true }).click()
    await page.getByRole('checkbox', { name: 'Marmara', exact: true }).check()
    await page.keyboard.press('Escape')
    await expect(leads.filters).toContainText(
      `${status}: ${choice('status', 'new')}, ${choice('status', 'qualified')}ve` +
        `(${sector}: ${choice('sector', 'food')}veya${region}: Marmara`,
    )
    await expect.poll(() => leads.count()).toBe(found.length)
    await views.groupBy(status)
    const groups = leads.grid.getByRole('gridcell', { expanded: true })
    await expect(groups.first()).toContainText(choice('status', 'new'))
    const count = found.filter(row => value(row, 'status') === 'new').length
    await expect(groups.first()).toContainText(String(count))
    await page.getByRole('button', { name: say('lists:group.remove'), exact: true }).click()
    await expect(groups).toHaveCount(0)
    await views.groupBy(status)
    await expect(groups.first()).toContainText(choice('status', 'new'))
    await expect.poll(() => leads.count()).toBe(found.length)
  })

  await test.step('saved under a name, found again after another list', async () => {
    await views.button('saveAs').click()
    await views.name(name)
    await expect(views.tab(name)).toHaveAttribute('aria-current', 'page')
    expect(page.url()).toContain('?view=')
    await frame.module('customer').click()
    await frame.module('lead').click()
    await expect(views.tab(name)).toHaveAttribute('aria-current', 'page')
    await expect.poll(() => leads.count()).toBe(found.length)
  })

  await test.step('what is changed is marked, outlives a restart, and can be taken back', async () => {
    await leads.removeFilter(status)
    await expect(views.changedTab(name)).toBeVisible()
    await expect.poll(() => leads.count()).toBeGreaterThan(found.length)
    const changed = await leads.count()
    await managers.stop()
    await managers.start()
    await frame.module('lead').click()
    await expect(views.changedTab(name)).toBeVisible()
    await expect.poll(() => leads.count()).toBe(changed)
    await views.button('reset').click()
    await expect(views.tab(name)).toBeVisible()
    await expect.poll(() => leads.count()).toBe(found.length)
  })

  const seller = {
    frame: new Frame(sellers.page, words),
    leads: new List(sellers.page, words, 'lead'),
    views: new Views(sellers.page, words),
  }
  await test.step('shared with the company, a colleague has it at once and opens it', async () => {
    await views.choose('to.company')
    await expect(frame.toast(say('lists:done.shared.company', { name }))).toBeVisible()
    await expect(views.tabs.getByRole('link').filter({ hasText: name })).toHaveAttribute('aria-current', 'page')
    await seller.frame.module('lead').click()
    await expect(seller.views.tabs.getByRole('link').filter({ hasText: name })).toBeVisible()
    await seller.views.open(name)
    await expect(seller.views.groupedBy(status)).toBeVisible()
    // A seller sees their team's leads: the same conditions over fewer records.
    const theirs = await sellers.ask('records.list', { query, limit: 500 })
    await expect.poll(() => seller.leads.count()).toBe(theirs.rows.filter(fits).length)
    // It is not theirs to change: only to keep a copy of.
    await seller.leads.removeFilter(status)
    await expect(seller.views.button('saveAs')).toBeVisible()
    await expect(seller.views.button('save')).toHaveCount(0)
  })

  await test.step('taken back by one key, it is gone there and the owner’s alone again', async () => {
    await page.keyboard.press('Control+z')
    await expect(seller.views.tabs.getByRole('link').filter({ hasText: name })).toHaveCount(0)
    await expect(sellers.page.getByText(say('lists:views.gone'))).toBeVisible()
    await views.open(name)
    await expect(views.tab(name)).toHaveAttribute('aria-current', 'page')
    await views.choose('archive')
    await expect(views.tab(name)).toHaveCount(0)
  })
})
