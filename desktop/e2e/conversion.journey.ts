import { hostname } from 'node:os'
import { expect, test } from './fixtures/journey.ts'
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
