import { hostname } from 'node:os'
import { expect, test } from './fixtures/journey.ts'
import { Board } from './pages/board.ts'
import { BulkDialog } from './pages/bulkDialog.ts'
import { Form } from './pages/form.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { RecordPage } from './pages/record.ts'

test('a lead with its note becomes a customer without a network; history tells who, when, old and new', async ({
  open,
  words,
}) => {
  const { page, wire } = await open('seller')
  const frame = new Frame(page, words)
  const leads = new List(page, words, 'lead')
  const name = 'Güneş Çatı Sistemleri'
  const lead = new RecordPage(page, words, 'lead', name)
  const customer = new RecordPage(page, words, 'customer', name)
  const text = 'Fuarda görüştük, numune istedi'

  await test.step('a lead with a note', async () => {
    const form = new Form(page, words, 'lead')
    await leads.create.click()
    await form.fill({ companyName: name, name: 'Fatma Nur Şen', phone: '0532 111 22 33' })
    await form.choose('source', 'fair')
    await form.button('save').click()
    await lead.openTab(words.many('note'))
    await lead.panel.getByRole('button', { name: words.about('records:list.new', 'note') }).click()
    await new Form(page, words, 'note').field('body').fill(text)
    await page.keyboard.press('Control+Enter')
    await expect(lead.panel.getByRole('article')).toContainText(text)
    await frame.expectSync('online')
  })

  await test.step('offline it becomes a customer; only what is missing is asked', async () => {
    wire.cut()
    await frame.expectSync('offline')
    await lead.button('records:lead.convert').click()
    const dialog = frame.dialog(words.say('records:lead.convertTitle', { lead: name }))
    const convert = dialog.getByRole('button', { name: words.say('records:lead.convert'), exact: true })
    await convert.click()
    await expect(dialog.getByRole('alert')).toContainText(words.field('customer', 'taxNumber'))
    const form = new Form(page, words, 'customer')
    await form.fill({ taxNumber: '1234567899' })
    await convert.click()
    await expect(form.field('taxNumber')).toHaveAccessibleDescription(
      new RegExp(words.say('errors:fieldErrors.badTaxNumber').slice(0, 20)),
    )
    await form.fill({ taxNumber: '999 000 1119' })
    await form.choose('sector', 'construction')
    await convert.click()
    await expect(customer.heading).toBeVisible()
    await expect(customer.field('authorizedFirstName')).toContainText('Fatma Nur')
    await expect(customer.field('authorizedLastName')).toContainText('Şen')
    await expect(customer.field('taxNumber')).toContainText('9990001119')
    await customer.openTab(words.many('note'))
    await expect(customer.panel.getByRole('article')).toContainText(text)
    await frame.expectSync('offline', frame.waiting(1))
  })

  await test.step('connected it reaches the server; the lead leads to the customer', async () => {
    wire.mend()
    await frame.expectSync('online')
    await frame.module('lead').click()
    await leads.search.fill('gunes cati')
    await leads.open(name)
    await expect(
      lead.panel.getByText(words.choice('lead', 'status', 'converted'), { exact: true }).first(),
    ).toBeVisible()
    await expect(lead.button('records:lead.convert')).toHaveCount(0)
    await lead.panel.getByRole('link', { name, exact: true }).first().click()
    await expect(customer.heading).toBeVisible()
  })

  await test.step('history: who, when, from which device, old and new', async () => {
    await customer.openTab(words.say('records:detail.general'))
    await customer.edit('authorizedPosition', 'Satın alma müdürü')
    await expect(customer.field('authorizedPosition')).toContainText('Satın alma müdürü')
    await customer.edit('authorizedPosition', 'Genel müdür')
    await expect(customer.field('authorizedPosition')).toContainText('Genel müdür')
    await frame.expectSync('online')
    await customer.openTab(words.say('records:detail.history'))
    const entries = customer.history.getByRole('list').first().getByRole('listitem')
    await expect(entries).toHaveCount(3)
    const newest = entries.first()
    await expect(newest).toContainText('Elif Kaya')
    await expect(newest).toContainText(words.say('operations:edit'))
    await expect(newest).toContainText(hostname())
    await expect(newest.locator('time')).toHaveAttribute(
      'datetime',
      new RegExp(`^${new Date().toISOString().slice(0, 10)}`),
    )
    await expect(newest).toContainText(words.field('customer', 'authorizedPosition'))
    await expect(newest).toContainText(`${words.say('records:history.old')}: Satın alma müdürü`)
    await expect(newest).toContainText(`${words.say('records:history.new')}: Genel müdür`)
    await expect(entries.last()).toContainText(words.say('operations:convertLead'))
  })

  await test.step('taken back, the lead is open again and the customer archived', async () => {
    await page.getByRole('button', { name: words.say('app:topbar.operations') }).click()
    await page
      .getByRole('listitem')
      .filter({ hasText: words.say('operations:convertLead') })
      .getByRole('button', { name: words.say('app:actions.undo') })
      .click()
    await expect(customer.panel.getByText(words.say('records:archived.is'), { exact: true }).first()).toBeVisible()
    await page.keyboard.press('Escape')
    await frame.module('lead').click()
    await leads.search.fill('gunes cati')
    await leads.open(name)
    await expect(lead.panel.getByText(words.choice('lead', 'status', 'new'), { exact: true }).first()).toBeVisible()
    await lead.openTab(words.many('note'))
    await expect(lead.panel.getByRole('article')).toContainText(text)
  })
})

test('a lead whose status shall be that of a customer is asked for one, wherever that is chosen', async ({
  open,
  words,
}) => {
  const { page } = await open('manager')
  const { keyboard } = page
  const frame = new Frame(page, words)
  const leads = new List(page, words, 'lead')
  const board = new Board(page, words, 'lead', 'status')
  const [first, second, third] = ['Ahmet Er', 'Buse Ak', 'Can Su']
  const dialogOf = (title: string) => frame.dialog(words.say('records:lead.convertTitle', { lead: title }))
  const cancel = words.say('records:form.cancel')
  const became = words.choice('lead', 'status', 'converted')

  await test.step('the form of a new lead does not offer it', async () => {
    for (const name of [first, second, third]) {
      const form = new Form(page, words, 'lead')
      await leads.create.click()
      await form.fill({ name, phone: '0532 111 22 33' })
      await form.choose('source', 'fair')
      if (name === first) {
        await form.field('status').click()
        await expect(page.getByRole('option', { name: words.choice('lead', 'status', 'qualified') })).toBeVisible()
        await expect(page.getByRole('option', { name: became })).toHaveCount(0)
        await keyboard.press('Escape')
      }
      await form.button('save').click()
      await expect(new RecordPage(page, words, 'lead', name).heading).toBeVisible()
      await frame.module('lead').click()
    }
  })

  await test.step('a card dropped there opens the form, and stays where it was when that is cancelled', async () => {
    await board.show()
    await board.card('new', first).dragTo(board.column('converted'))
    await dialogOf(first).getByRole('button', { name: cancel, exact: true }).click()
    await expect(board.card('new', first)).toBeFocused()
    await keyboard.press('Space')
    for (let i = 0; i < 3; i++) await keyboard.press('ArrowRight')
    await keyboard.press('Space')
    await expect(dialogOf(first)).toBeVisible()
    await keyboard.press('Escape')
    await expect(board.card('new', first)).toBeFocused()
    await board.card('new', first).dragTo(board.column('converted'))
    await dialogOf(first)
      .getByRole('button', { name: words.say('records:lead.convert'), exact: true })
      .click()
    await expect(board.card('converted', first)).toBeVisible()
    await expect(frame.toast(words.say('records:lead.done', { title: first }))).toBeVisible()
  })

  await test.step('a card leaves it only by undo, which puts the status back', async () => {
    const isStuck = frame.toast(words.say('errors:fieldErrors.takenBack.convertLead'))
    await board.card('converted', first).dragTo(board.column('contacted'))
    await expect(isStuck).toBeVisible()
    await expect(board.card('converted', first)).toBeFocused()
    await keyboard.press('Control+z')
    await expect(board.card('new', first)).toBeVisible()
  })

  await test.step('so it is in a cell of the list and in the field of a record', async () => {
    await page.getByRole('button', { name: words.say('lists:layout.table'), exact: true }).click()
    await (await leads.cell(second, words.field('lead', 'status'))).dblclick()
    await page.getByRole('option', { name: became, exact: true }).click()
    await dialogOf(second).getByRole('button', { name: cancel, exact: true }).click()
    await expect(leads.current).toHaveText(words.choice('lead', 'status', 'new'))
    await expect(leads.grid).toBeFocused()

    const record = new RecordPage(page, words, 'lead', third)
    await leads.open(third)
    await record.pencil('status').click()
    await page.getByRole('option', { name: became, exact: true }).click()
    await dialogOf(third).getByRole('button', { name: cancel, exact: true }).click()
    await expect(record.pencil('status')).toBeFocused()
    await record.pencil('status').click()
    await page.getByRole('option', { name: became, exact: true }).click()
    await dialogOf(third)
      .getByRole('button', { name: words.say('records:lead.convert'), exact: true })
      .click()
    await expect(new RecordPage(page, words, 'customer', third).heading).toBeVisible()
  })

  await test.step('bulk edit offers it to nobody, and tells which records keep it', async () => {
    await frame.module('lead').click()
    for (const name of [second, third]) await leads.select(name)
    await leads.bulk.getByRole('button', { name: words.say('bulk:actions.edit'), exact: true }).click()
    const bulk = new BulkDialog(page, words)
    await bulk.field(words.field('lead', 'status'))
    await bulk.value.click()
    await expect(page.getByRole('option', { name: became })).toHaveCount(0)
    await page.getByRole('option', { name: words.choice('lead', 'status', 'contacted'), exact: true }).click()
    await expect(bulk.preview).toContainText(words.say('errors:fieldErrors.takenBack.convertLead'))
    await bulk.apply(1)
  })

  await test.step('both are taken back, one after the other', async () => {
    const status = words.field('lead', 'status')
    const asNew = words.choice('lead', 'status', 'new')
    await keyboard.press('Control+z')
    await expect(await leads.cell(second, status)).toHaveText(asNew)
    await keyboard.press('Control+z')
    await expect(await leads.cell(third, status)).toHaveText(asNew)
    await frame.expectSync('online')
  })
})
