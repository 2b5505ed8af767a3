import { expect, test } from './fixtures/journey.ts'
import { Form } from './pages/form.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { RecordPage } from './pages/record.ts'
import { Refused } from './pages/refused.ts'

test('the warehouse sees customers without what its role hides, and nothing that it could change', async ({
  open,
  words,
}) => {
  const { page, ask } = await open('warehouse')
  const frame = new Frame(page, words)
  const customers = new List(page, words, 'customer')
  await frame.expectSync('online')
  await expect(frame.module('customer')).toBeVisible()
  await expect(frame.module('lead')).toHaveCount(0)
  await expect(frame.module('note')).toHaveCount(0)

  await test.step('the address of what it may not see says so', async () => {
    await page.goto(new URL('#/leads', page.url()).href)
    await expect(page.getByRole('heading', { name: words.say('app:problems.denied') })).toBeVisible()
    await page.getByRole('button', { name: words.say('app:actions.goHome') }).click()
    await frame.module('customer').click()
    await expect(customers.heading).toBeVisible()
  })

  await test.step('its list is everybody’s, and says nothing of whose it is', async () => {
    await expect(page.getByText(words.say('lists:scope.own'))).toHaveCount(0)
    await expect(page.getByText(words.say('lists:scope.team'))).toHaveCount(0)
  })

  await test.step('no button makes or changes anything, no field shows the tax number', async () => {
    await expect(customers.create).toHaveCount(0)
    expect(await customers.count()).toBeGreaterThan(50)
    await expect(customers.grid.getByRole('button', { name: words.say('records:actions.edit') })).toHaveCount(0)
    await expect(customers.grid.getByRole('button', { name: words.say('records:actions.archive') })).toHaveCount(0)
    const [title = ''] = await customers.cells(words.say('app:fields.shownTitle'))
    await customers.open(title)
    const customer = new RecordPage(page, words, 'customer', title)
    await expect(customer.panel).toContainText(words.say('records:detail.readOnly'))
    const users = await ask('records.all', { kind: 'user' })
    const { rows } = await ask('records.list', {
      query: { kind: 'customer', filters: [], sort: { field: 'createdAt', descending: true }, archived: 'without' },
      limit: 500,
    })
    const owner = rows.find(row => row.title === title)?.owner
    const ownerName = users.find(({ id }) => id === owner)?.title ?? ''
    expect(ownerName).not.toBe('')
    await expect(customer.panel).toContainText(words.say('records:detail.askOwner', { name: ownerName }))
    await expect(customer.panel).toContainText(words.field('customer', 'companyName'))
    for (const hidden of ['taxNumber', 'taxOffice', 'privateNotes'])
      await expect(customer.panel.getByText(words.field('customer', hidden), { exact: true })).toHaveCount(0)
    await expect(customer.panel.getByRole('button', { name: words.like('records:detail.editField') })).toHaveCount(0)
    await expect(customer.button('records:actions.edit')).toHaveCount(0)
    await expect(customer.button('records:actions.archive')).toHaveCount(0)
    await page.keyboard.press('e')
    await expect(customer.heading).toBeVisible()
  })

  await test.step('no filter, no search and no column tells of the tax number', async () => {
    await customers.filters.getByRole('button', { name: words.say('records:filters.add'), exact: true }).click()
    await expect(page.getByRole('option', { name: words.field('customer', 'status'), exact: true })).toBeVisible()
    await expect(page.getByRole('option', { name: words.field('customer', 'taxNumber'), exact: true })).toHaveCount(0)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await expect(frame.palette).toBeFocused()
    await page.keyboard.type(words.many('customer'))
    await expect(page.getByRole('option', { name: words.many('customer'), exact: true })).toBeVisible()
    await page.keyboard.press('Control+a')
    await page.keyboard.type(words.many('lead'))
    await expect(page.getByRole('option', { name: words.many('customer'), exact: true })).toHaveCount(0)
    await expect(page.getByRole('option', { name: words.many('lead'), exact: true })).toHaveCount(0)
  })
})

test('a change that the server refuses shows with its reason, waits for its author, and can be thrown away', async ({
  open,
  words,
}) => {
  const [seller, manager] = await Promise.all([open('seller'), open('manager')])
  const frame = new Frame(seller.page, words)
  const leads = new List(seller.page, words, 'lead')
  const form = new Form(seller.page, words, 'lead')
  const lead = new RecordPage(seller.page, words, 'lead', 'Reddedilen Yapı')
  await leads.create.click()
  await form.fill({ companyName: lead.title, email: 'bilgi@reddedilen.example' })
  await form.choose('source', 'webForm')
  await form.button('save').click()
  await expect(lead.heading).toBeVisible()
  await frame.expectSync('online')

  await test.step('the list says whose records alone it shows, and who could widen that', async () => {
    await frame.module('lead').click()
    const scope = seller.page.getByText(words.say('lists:scope.team')).first()
    await expect(scope).toBeVisible()
    await scope.hover()
    await expect(seller.page.getByRole('tooltip')).toHaveText(words.say('lists:scope.why.team'))
  })

  await test.step('an owner is chosen among those that the record may be given to', async () => {
    const { page } = seller
    await leads.open(lead.title)
    await lead.pencil('owner').click()
    await expect(page.getByRole('option', { name: 'Elif Kaya', exact: true })).toBeVisible()
    await expect(page.getByRole('option', { name: 'Murat Demir', exact: true })).toHaveCount(0)
    await page.keyboard.press('Escape')
    await lead.button('records:actions.edit').click()
    await page.getByRole('combobox', { name: words.say('app:fields.owner') }).click()
    await expect(page.getByRole('option', { name: 'Elif Kaya', exact: true })).toBeVisible()
    await expect(page.getByRole('option', { name: 'Murat Demir', exact: true })).toHaveCount(0)
    await page.keyboard.press('Escape')
    await form.button('cancel').click()
    await expect(lead.heading).toBeVisible()
  })

  await test.step('while the seller is offline the manager gives the lead to another team', async () => {
    seller.wire.cut()
    await frame.expectSync('offline')
    await lead.edit('name', 'Bu kaybolmaz')
    await expect(lead.field('name')).toContainText('Bu kaybolmaz')
    const its = new List(manager.page, words, 'lead')
    const theirs = new RecordPage(manager.page, words, 'lead', lead.title)
    await its.search.fill('reddedilen')
    await its.open(lead.title)
    await theirs.pencil('owner').click()
    await manager.page.getByRole('option', { name: 'Murat Demir', exact: true }).click()
    await expect(theirs.field('owner')).toContainText('Murat Demir')
    await new Frame(manager.page, words).expectSync('online')
  })

  await test.step('connected again: the lead is gone, what was typed and why it was refused stand there', async () => {
    seller.wire.mend()
    await frame.expectSync('online', words.say('sync:refused', { count: 1 }))
    await frame.showTrouble('refused')
    const refused = new Refused(seller.page, words).item('Bu kaybolmaz')
    await expect(refused.item).toContainText(words.say('errors:record.notFound'))
    await expect(refused.item.getByRole('link', { name: words.one('lead'), exact: true })).toBeVisible()
    await expect(refused.item).not.toContainText(lead.title)
    await refused.button('discard').click()
    await frame
      .dialog(words.say('sync:refusedList.discardAsk'))
      .getByRole('button', { name: words.say('sync:refusedList.discard') })
      .click()
    await expect(seller.page.getByText(words.say('sync:refusedList.empty'))).toBeVisible()
    await frame.expectSync('online')
    await frame.module('lead').click()
    await leads.search.fill('reddedilen')
    await expect(leads.noHits('reddedilen')).toBeVisible()
  })
})
