import { test } from './fixtures/journey.ts'
import { inEveryLook } from './fixtures/sound.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { Views } from './pages/views.ts'

// Every screen six times.
test.setTimeout(600_000)

test('views of lists, and what arranges them', async ({ open }, info) => {
  const manager = await open('manager')
  const { page } = manager
  let isMade = false
  await inEveryLook(manager, info, async ({ words, go, see }) => {
    const { say } = words
    const frame = new Frame(page, words)
    const leads = new List(page, words, 'lead')
    const views = new Views(page, words)
    const close = () => page.keyboard.press('Escape')
    const status = words.field('lead', 'status')
    await go('#/leads?view=own')
    await leads.openFilter(say('lists:filters.newGroup.any'))
    await see('filter-group-fields', page.getByRole('option').first())
    await page.getByRole('option', { name: words.field('lead', 'sector'), exact: true }).click()
    await page.getByRole('checkbox', { name: words.choice('lead', 'sector', 'food'), exact: true }).check()
    await page.getByRole('checkbox', { name: words.choice('lead', 'sector', 'textile'), exact: true }).check()
    await close()
    await page.getByRole('button', { name: say('lists:group.title'), exact: true }).click()
    await see('group-fields', page.getByRole('option', { name: status, exact: true }))
    await close()
    await views.groupBy(status)
    await see('list-grouped', leads.grid.getByRole('gridcell', { expanded: true }).first())
    await leads.grid.getByRole('gridcell', { expanded: true }).first().click()
    await see('list-folded', leads.grid.getByRole('gridcell', { expanded: false }).first())
    await leads.grid.getByRole('gridcell', { expanded: false }).first().click()
    await page.getByRole('button', { name: say('lists:columns.title'), exact: true }).click()
    await page.getByRole('checkbox', { name: words.field('lead', 'expectedAmount'), exact: true }).click()
    await see('columns', page.getByRole('textbox', { name: say('lists:columns.search') }))
    await close()
    await see('totals', leads.grid.getByText(say('lists:totals.label'), { exact: true }))
    await views.button('saveAs').click()
    await see('view-name', frame.dialog())
    if (isMade) await close()
    else await views.name('Ekran görünümü', 'company')
    isMade = true
    await views.open('Ekran görünümü')
    await views.openMenu()
    await see('view-menu', page.getByRole('menu'))
    await close()
    await views.choose('role')
    await see('view-role', frame.dialog())
    await close()
    await leads.sortBy(say('app:fields.title'))
    await see('view-changed', views.button('save'))
    await views.button('reset').click()
    await go('#/leads?view=01990000-0000-7000-8000-00000000f0ff')
    await see('view-gone', page.getByText(say('lists:views.gone')))
  })
})
