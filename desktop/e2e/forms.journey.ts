import { uuidv7 } from '../../shared/ids.ts'
import { makePdf } from '../../shared/testing/makePdf.ts'
import { expect, test } from './fixtures/journey.ts'
import { Form } from './pages/form.ts'
import { List } from './pages/list.ts'
import { RecordPage } from './pages/record.ts'

test('what hangs on a record is made from its list too, and a form asks only for what can apply', async ({
  open,
  words,
}) => {
  const { page, ask } = await open('manager')
  const { say } = words
  await page.setViewportSize({ width: 1440, height: 900 })
  const go = (hash: string) => page.evaluate(to => location.assign(to), hash)
  const id = uuidv7()
  const name = 'Gölbaşı Ambalaj'
  const customer = new RecordPage(page, words, 'customer', name)
  const shot = async (as: string) => {
    const { PERGEL_PICTURES: to } = process.env
    if (to) await page.screenshot({ path: `${to}/${as}.png` })
  }

  await test.step('a customer begins as a company, and has what companies have', async () => {
    await go('#/customers/new')
    const form = new Form(page, words, 'customer')
    await expect(form.field('companyName')).toBeVisible()
    await expect(form.field('firstName')).toHaveCount(0)
    await expect(form.missing).toHaveText(say('records:form.missing', { count: 3 }))
    await shot('customer-company')
    await form.choose('type', 'individual')
    await expect(form.field('firstName')).toBeVisible()
    await expect(form.field('companyName')).toHaveCount(0)
    await expect(form.field('taxOffice')).toHaveCount(0)
    await shot('customer-individual')
    await form.choose('type', 'company')
    await form.fill({ companyName: name, taxNumber: '4540536920' })
    await form.choose('sector', 'food')
    await form.field('source').pressSequentially('f')
    const fair = page.getByRole('option', { name: words.choice('customer', 'source', 'fair'), exact: true })
    await expect(page.getByRole('option').first()).toHaveText(words.choice('customer', 'source', 'fair'))
    await expect(fair).toHaveAttribute('data-combobox-selected')
    // Whoever types slowly means the marked one too.
    await page.waitForTimeout(300)
    await page.keyboard.press('Enter')
    await expect(form.field('source')).toHaveValue(words.choice('customer', 'source', 'fair'))
    await expect(fair).toHaveCount(0)
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('fu')
    await expect(fair).toHaveAttribute('data-combobox-selected')
    await page.keyboard.press('Enter')
    await expect(form.field('source')).toHaveValue(words.choice('customer', 'source', 'fair'))
    // Chosen once more it stays; emptied it goes.
    await page.keyboard.press('ArrowDown')
    await expect(fair).toBeVisible()
    await expect(fair).toHaveAttribute('data-combobox-selected')
    await page.keyboard.press('Enter')
    await expect(fair).toHaveCount(0)
    await expect(form.field('source')).toHaveValue(words.choice('customer', 'source', 'fair'))
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.press('Delete')
    await page.keyboard.press('Tab')
    await expect(form.field('source')).toHaveValue('')
    await form.choose('source', 'fair')
    await form.button('save').click()
    await expect(customer.heading).toBeVisible()
    await expect(customer.field('companyName')).toBeVisible()
    await expect(customer.field('firstName')).toHaveCount(0)
    await expect(customer.field('lastName')).toHaveCount(0)
  })

  await test.step('a contact is made from the list of contacts by n, and says first whose it is', async () => {
    const contacts = new List(page, words, 'contact')
    await go('#/contacts')
    await expect(contacts.create).toBeVisible()
    await shot('contacts')
    await contacts.heading.click()
    await page.keyboard.press('n')
    const form = new Form(page, words, 'contact')
    const parent = page.getByRole('combobox', { name: say('app:fields.parent') })
    await expect(parent).toBeFocused()
    await form.fill({ firstName: 'Hatice', phone: '0532 444 55 66' })
    await form.button('save').click()
    await expect(form.errors).toContainText(say('app:fields.parent'))
    await shot('contact-form')
    await parent.fill('golbasi')
    await page.getByRole('option', { name }).click()
    await form.button('save').click()
    const contact = new RecordPage(page, words, 'contact', 'Hatice')
    await expect(contact.heading).toBeVisible()
    // Above the tabs the number can be called like below them.
    await expect(contact.panel.getByRole('term').filter({ hasText: words.field('contact', 'phone') })).toBeVisible()
    await expect(contact.panel.getByRole('definition').getByRole('link', { name: '0532 444 55 66' })).toBeVisible()
  })

  await test.step('saved to go on, the next one is of the same customer', async () => {
    const form = new Form(page, words, 'contact')
    const parent = page.getByRole('combobox', { name: say('app:fields.parent') })
    await go('#/contacts/new')
    await parent.fill('golbasi')
    await page.getByRole('option', { name }).click()
    await form.fill({ firstName: 'Nazlı' })
    await form.button('saveAndContinue').click()
    await expect(form.field('firstName')).toHaveValue('')
    await expect(form.field('firstName')).toBeFocused()
    await expect(parent).toHaveValue(new RegExp(name))
    await form.fill({ firstName: 'Selma' })
    await form.button('save').click()
    const contact = new RecordPage(page, words, 'contact', 'Selma')
    await expect(contact.heading).toBeVisible()
    await contact.panel.getByRole('definition').getByRole('link', { name }).click()
    await expect(customer.heading).toBeVisible()
  })

  await test.step('a mail address longer than its column of the card stands in one line', async () => {
    const email = 'selma.karaosmanoglu@golbasi.example'
    const set = { firstName: { value: 'Selma' }, phone: { value: '0532 444 55 67' }, email: { value: email } }
    const [customerId = ''] = page.url().match(/[0-9a-f-]{36}/) ?? []
    const parent = { value: { kind: 'customer', id: customerId } }
    await ask('records.save', { kind: 'contact', id: uuidv7(), create: true, set: { ...set, parent } })
    await customer.openTab(words.many('contact'))
    const link = customer.panel.getByRole('article').getByRole('link', { name: email })
    await expect(link).toBeVisible()
    await shot('contact-card')
    expect((await link.boundingBox())?.height ?? 0).toBeLessThan(30)
    await customer.openTab(say('records:detail.general'))
  })

  await test.step('addresses, activities, notes and files have their button as well', async () => {
    for (const kind of ['address', 'activity', 'note', 'file']) {
      await go(`#/${{ address: 'addresses', activity: 'activities' }[kind] ?? `${kind}s`}`)
      await new List(page, words, kind).create.click()
      await expect(page.getByRole('combobox', { name: say('app:fields.parent') })).toBeFocused()
      await shot(`new-${kind}`)
    }
    const chosen = page.getByRole('combobox', { name: say('app:fields.parent') })
    const input = page.locator('input[type=file]')
    await input.setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('') })
    await expect(page.getByRole('alert').filter({ hasText: say('files:parentFirst') })).toBeVisible()
    await chosen.fill('golbasi')
    await page.getByRole('option', { name }).click()
    await input.setInputFiles({
      name: 'teklif.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(makePdf({ pages: [['Teklif']] })),
    })
    await expect(customer.heading).toBeVisible()
    await expect(customer.panel.getByRole('article', { name: 'teklif.pdf' })).toBeVisible()
  })

  await test.step('what an address lacks is said below the line that is meant', async () => {
    await go('#/addresses/new')
    const form = new Form(page, words, 'address')
    const line = form.field('address')
    await form.button('save').click()
    await expect(line).toHaveAttribute('aria-describedby', /-error$/)
    const error = page.locator(`[id="${await line.getAttribute('aria-describedby')}"]`)
    const [lineBox, errorBox, countryBox] = [
      await line.boundingBox(),
      await error.boundingBox(),
      await page.getByRole('combobox', { name: say('records:address.country') }).boundingBox(),
    ]
    expect(errorBox?.y ?? 0).toBeGreaterThan(lineBox?.y ?? 0)
    expect(errorBox?.y ?? 0).toBeLessThan(countryBox?.y ?? 0)
    await page.keyboard.press('Escape')
    await go('#/customers')
    await new List(page, words, 'customer').open(name)
    await expect(customer.heading).toBeVisible()
    await expect(customer.panel.getByRole('tab').first()).toBeVisible()
  })

  await test.step('its tabs stand in one row; what has no room is in a menu', async () => {
    const tabs = customer.panel.getByRole('tab')
    const tops = await tabs.evaluateAll(all => all.map(one => one.getBoundingClientRect().top))
    expect(new Set(tops).size).toBe(1)
    await shot('tabs')
    await customer.openTab(say('records:detail.general'))
    await customer.button('detail:tabs.more').click()
    await shot('tabs-more')
    await page.getByRole('menuitem', { name: say('records:detail.history') }).click()
    await expect(customer.tab(say('records:detail.history'))).toHaveAttribute('aria-selected', 'true')
    await expect(customer.history).toBeVisible()
  })

  await test.step('a PDF that takes a while says that it is being opened', async () => {
    await page.route(/pdf/, async route => {
      await new Promise(done => setTimeout(done, 1500))
      await route.continue()
    })
    await customer.openTab(words.many('file'))
    await customer.panel.getByRole('button', { name: say('files:preview', { name: 'teklif.pdf' }) }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('status').filter({ hasText: say('files:pdf.opening') })).toBeVisible()
    await shot('pdf-opening')
    await expect(dialog.getByText('Teklif', { exact: true })).toBeAttached({ timeout: 30_000 })
    await page.keyboard.press('Escape')
  })

  await test.step('a lead that is not lost has no reason for it', async () => {
    const lead = new RecordPage(page, words, 'lead', 'Ova Tohum')
    const values = { companyName: 'Ova Tohum', phone: '+905321112233', source: 'fair', status: 'new' }
    const set = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value }]))
    await ask('records.save', { kind: 'lead', id, create: true, set })
    await go(`#/leads/${id}`)
    await expect(lead.field('status')).toBeVisible()
    await expect(lead.field('lostReason')).toHaveCount(0)
    await shot('lead')
    await page.emulateMedia({ colorScheme: 'dark' })
    await go('#/contacts/new')
    await expect(page.getByRole('combobox', { name: say('app:fields.parent') })).toBeVisible()
    await shot('dark-contact-form')
    await go(`#/leads/${id}`)
    await expect(lead.field('status')).toBeVisible()
    await shot('dark-lead')
  })
})
