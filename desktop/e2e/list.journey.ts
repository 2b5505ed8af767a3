import type { ListQuery } from '../../shared/filters.ts'
import { provincesOfRegion } from '../../shared/places.ts'
import type { ListRow } from '../core/api/functions.ts'
import { expect, test } from './fixtures/journey.ts'
import { BulkDialog } from './pages/bulkDialog.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'

test('list work: filters that read as a sentence, order, scrolling, jumping, and many rows at once', async ({
  open,
  words,
}) => {
  const { page, ask } = await open('manager')
  const frame = new Frame(page, words)
  const leads = new List(page, words, 'lead')
  await frame.expectSync('online')
  const query: ListQuery = {
    kind: 'lead',
    filters: [],
    sort: { field: 'createdAt', descending: true },
    archived: 'without',
  }
  // A desktop is online before its first copy is whole.
  const list = async () => (await ask('records.list', { query, limit: 500 })).rows
  let all = await list()
  await expect(async () => {
    const before = all.length
    await page.waitForTimeout(1_000)
    all = await list()
    expect(before).toBeGreaterThan(0)
    expect(all).toHaveLength(before)
  }).toPass({ timeout: 60_000 })
  const users = await ask('records.all', { kind: 'user' })
  const elif = users.find(({ title }) => title === 'Elif Kaya')
  await expect.poll(() => leads.count()).toBe(all.length)

  /** The list shows as many rows as fit, and every row that is drawn fits. */
  const expectRows = async (fits: (row: ListRow) => boolean) => {
    const titles = all.filter(fits).map(({ title }) => title)
    expect(titles.length).toBeGreaterThan(0)
    expect(titles.length).toBeLessThan(all.length)
    await expect.poll(() => leads.count()).toBe(titles.length)
    const drawn = await leads.cells(words.say('app:fields.title'))
    expect(drawn.filter(title => !titles.includes(title))).toEqual([])
  }
  const value = (row: ListRow, name: string) => String(row.values[name] ?? '')
  const status = words.field('lead', 'status')
  const choice = (field: string, name: string) => words.choice('lead', field, name)

  await test.step('status, source, sector, region, user: chips, one beside the other', async () => {
    await leads.filterBy(status, choice('status', 'new'), choice('status', 'qualified'))
    await expect(leads.chip(status, `${choice('status', 'new')}, ${choice('status', 'qualified')}`)).toBeVisible()
    await expectRows(row => ['new', 'qualified'].includes(value(row, 'status')))

    const source = words.field('lead', 'source')
    await leads.filterBy(source, choice('source', 'google'))
    await expect(leads.chip(source, choice('source', 'google'))).toBeVisible()
    await expectRows(row => ['new', 'qualified'].includes(value(row, 'status')) && value(row, 'source') === 'google')
    await leads.removeFilter(source)
    await leads.removeFilter(status)

    const sector = words.field('lead', 'sector')
    await leads.filterBy(sector, choice('sector', 'production'))
    await expectRows(row => value(row, 'sector') === 'production')
    await leads.removeFilter(sector)

    const region = words.say('records:addressParts.region')
    await leads.filterBy(region, 'Marmara')
    await expect(leads.chip(region, 'Marmara')).toBeVisible()
    const marmara = provincesOfRegion('marmara')
    await expectRows(row =>
      marmara.includes((row.values['address'] as { province?: string } | undefined)?.province ?? ''),
    )
    await leads.removeFilter(region)

    const owner = words.say('app:fields.owner')
    await leads.filterBy(owner, 'Elif Kaya')
    await expect(leads.chip(owner, 'Elif Kaya')).toBeVisible()
    await expectRows(row => row.owner === elif?.id)

    await page.getByRole('button', { name: words.say('records:filters.clear'), exact: true }).click()
    await expect.poll(() => leads.count()).toBe(all.length)
  })

  await test.step('a range of dates, by name and from day to day', async () => {
    const created = words.say('app:fields.createdAt')
    const dayOf = (row: ListRow) => new Date(row.createdAt).toLocaleDateString('sv', { timeZone: 'Europe/Istanbul' })
    await leads.openFilter(created)
    await page.getByRole('button', { name: words.say('records:ranges.thisYear'), exact: true }).click()
    await expect(leads.chip(created, words.say('records:ranges.thisYear'))).toBeVisible()
    await expectRows(
      row => dayOf(row).slice(0, 4) === dayOf({ ...row, createdAt: new Date().toISOString() }).slice(0, 4),
    )
    await leads.removeFilter(created)

    const days = all.map(dayOf).sort()
    const [from = '', to = ''] = [days[10], days[30]]
    const written = (day: string) => day.split('-').reverse().join('.')
    await leads.openFilter(created)
    await page.getByRole('button', { name: words.say('records:ranges.custom'), exact: true }).click()
    await page.getByLabel(words.say('records:filters.since'), { exact: true }).fill(written(from))
    await page.getByLabel(words.say('records:filters.until'), { exact: true }).fill(written(to))
    await page.keyboard.press('Enter')
    await expect(leads.chip(created, `${written(from)} – ${written(to)}`)).toBeVisible()
    await expectRows(row => dayOf(row) >= from && dayOf(row) <= to)

    await leads.removeFilter(created)
    await leads.openFilter(created)
    await page.getByRole('button', { name: words.say('records:ranges.custom'), exact: true }).click()
    await page.getByLabel(words.say('records:filters.since'), { exact: true }).fill(written(to))
    await page.getByLabel(words.say('records:filters.until'), { exact: true }).fill(written(from))
    await page.keyboard.press('Enter')
    await expect(leads.chip(created, `${written(from)} – ${written(to)}`)).toBeVisible()
    await expectRows(row => dayOf(row) >= from && dayOf(row) <= to)
    await leads.removeFilter(created)
    await expect.poll(() => leads.count()).toBe(all.length)
  })

  await test.step('a header sorts, in the order of the Turkish alphabet, and the other way round', async () => {
    const title = words.say('app:fields.title')
    const order = new Intl.Collator('tr').compare
    await leads.sortBy(title)
    await expect(leads.header(title)).toHaveAttribute('aria-sort', 'ascending')
    const titles = all.map(row => row.title).sort(order)
    await expect.poll(async () => (await leads.cells(title)).slice(0, 12)).toEqual(titles.slice(0, 12))
    await leads.sortBy(title)
    await expect(leads.header(title)).toHaveAttribute('aria-sort', 'descending')
    await expect.poll(async () => (await leads.cells(title)).slice(0, 12)).toEqual(titles.toReversed().slice(0, 12))
  })

  await test.step('scrolling says where one is; a position can be jumped to', async () => {
    await leads.jump.fill('1')
    await leads.jump.press('Enter')
    await expect.poll(async () => (await leads.positions()).first).toBe(1)
    await leads.grid.hover()
    await page.mouse.wheel(0, 1200)
    await expect.poll(async () => (await leads.positions()).first).toBeGreaterThan(20)
    await page.mouse.wheel(0, 1_000_000)
    await expect.poll(leads.positions.bind(leads)).toMatchObject({ last: all.length, all: all.length })
    await leads.jump.fill('40')
    await leads.jump.press('Enter')
    await expect.poll(async () => (await leads.positions()).first).toBe(40)
    const titles = all
      .map(row => row.title)
      .sort(new Intl.Collator('tr').compare)
      .toReversed()
    await expect(leads.row(titles[39] ?? '').first()).toBeInViewport()
  })

  await test.step('many rows at once: tag, assign, archive, each taken back by one click', async () => {
    await leads.jump.fill('1')
    await leads.jump.press('Enter')
    const title = words.say('app:fields.title')
    await expect.poll(async () => (await leads.positions()).first).toBe(1)
    const chosen = (await leads.cells(title)).slice(0, 3)
    const choose = async () => {
      for (const one of chosen) await leads.select(one)
      await expect(leads.bulk).toContainText(words.say('bulk:selected', { count: 3, shown: '3' }))
    }
    const begin = (what: string) =>
      leads.bulk.getByRole('button', { name: words.say(`bulk:actions.${what}`), exact: true }).click()
    const bulk = new BulkDialog(page, words)
    const done = words.say('bulk:done', { count: 3, shown: '3' })

    await choose()
    await begin('tag')
    await bulk.value.fill('Toplu iş')
    await page.getByRole('option').filter({ hasText: 'Toplu iş' }).click()
    await bulk.apply(3)
    await expect(frame.toast(done)).toBeVisible()
    const tags = words.field('lead', 'tags')
    await leads.filterBy(tags, 'Toplu iş')
    await expect.poll(() => leads.count()).toBe(3)
    await frame.undo(done)
    await expect(page.getByText(words.say('records:empty.narrow'))).toBeVisible()
    await leads.removeFilter(tags)

    await choose()
    const owner = words.say('app:fields.owner')
    const owners = async () => (await leads.cells(owner)).slice(0, 3)
    const before = await owners()
    await begin('assign')
    await bulk.value.click()
    await page.getByRole('option', { name: 'Ahmet Işık', exact: true }).click()
    await bulk.apply(3)
    await expect.poll(owners).toEqual(['Ahmet Işık', 'Ahmet Işık', 'Ahmet Işık'])
    // By key this time, forward again, and back for good.
    await leads.grid.focus()
    await page.keyboard.press('Control+z')
    await expect.poll(owners).toEqual(before)
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(owners).toEqual(['Ahmet Işık', 'Ahmet Işık', 'Ahmet Işık'])
    await page.keyboard.press('Control+z')
    await expect.poll(owners).toEqual(before)
    await page.keyboard.press('Control+y')
    await expect.poll(owners).toEqual(['Ahmet Işık', 'Ahmet Işık', 'Ahmet Işık'])
    await page.keyboard.press('Control+z')
    await expect.poll(owners).toEqual(before)

    await choose()
    await begin('archive')
    await bulk.apply(3)
    await expect.poll(() => leads.count()).toBe(all.length - 3)
    await frame.undo(done)
    await expect.poll(() => leads.count()).toBe(all.length)
    expect((await leads.cells(title)).slice(0, 3)).toEqual(chosen)
    await frame.expectSync('online')
  })
})
