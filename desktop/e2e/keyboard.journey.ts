import { expect, test } from './fixtures/journey.ts'
import { Form } from './pages/form.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { RecordPage } from './pages/record.ts'

test('by keyboard alone: find, open, edit, save, undo, help, new, and leave without losing anything', async ({
  open,
  words,
}) => {
  const { page, ask } = await open('manager')
  const { keyboard } = page
  const frame = new Frame(page, words)
  const leads = new List(page, words, 'lead')
  const form = new Form(page, words, 'lead')
  const lead = new RecordPage(page, words, 'lead', 'Işık Yapı Ürünleri')
  const set = { companyName: { value: lead.title }, phone: { value: '0532 765 43 21' } }
  const id = '01990000-0000-7000-8000-00000000e001'
  await ask('records.save', {
    kind: 'lead',
    id,
    create: true,
    set: { ...set, source: { value: 'fair' }, status: { value: 'new' } },
  })
  await expect(leads.grid).toBeVisible()

  await test.step('Ctrl+K finds Işık by isik and opens it', async () => {
    await keyboard.press('Control+k')
    await expect(frame.palette).toBeFocused()
    await keyboard.type('isik yapi urun')
    const hit = page.getByRole('option', { name: new RegExp(lead.title) })
    await expect(hit).toBeVisible()
    await expect(hit).toHaveAttribute('aria-selected', 'true')
    await expect(hit.locator('mark').first()).toHaveText('Işık')
    await keyboard.press('Enter')
    await expect(lead.heading).toBeVisible()
    await expect(frame.palette).toBeHidden()
  })

  await test.step('e edits, Ctrl+Enter saves, Ctrl+Z takes it back', async () => {
    await keyboard.press('e')
    await expect(form.field('companyName')).toBeFocused()
    await keyboard.press('Tab')
    await expect(form.field('name')).toBeFocused()
    await keyboard.type('Şükrü Çağlar')
    await keyboard.press('Control+Enter')
    await expect(lead.heading).toBeVisible()
    await expect(lead.field('name')).toContainText('Şükrü Çağlar')
    await expect(frame.toast(words.say('records:done.saved', { title: lead.title }))).toBeVisible()
    await keyboard.press('Control+z')
    await expect(lead.field('name')).not.toContainText('Şükrü Çağlar')
    await expect(lead.field('name')).toContainText(words.say('records:detail.add'))
  })

  await test.step('a field is edited where it stands: Enter on its pencil, Esc leaves it as it was', async () => {
    await lead.pencil('position').focus()
    await keyboard.press('Enter')
    await keyboard.type('Genel Müdür')
    await keyboard.press('Escape')
    await expect(lead.field('position')).toContainText(words.say('records:detail.add'))
    await expect(lead.pencil('position')).toBeFocused()
    await keyboard.press('Enter')
    await keyboard.type('Genel Müdür')
    await keyboard.press('Enter')
    await expect(lead.field('position')).toContainText('Genel Müdür')
    await expect(lead.pencil('position')).toBeFocused()
  })

  await test.step('? shows every shortcut and goes again', async () => {
    await keyboard.press('?')
    await expect(frame.dialog(words.say('app:help.title'))).toBeVisible()
    await expect(frame.dialog()).toContainText(words.say('app:help.palette'))
    await expect(frame.dialog().getByRole('textbox', { name: words.say('help:search') })).toBeFocused()
    await keyboard.type(words.say('app:help.palette').slice(0, 6))
    await expect(frame.dialog().getByRole('term')).not.toHaveCount(0)
    await expect(frame.dialog()).not.toContainText(words.say('app:help.undo'))
    for (let i = 0; i < 6; i++) await keyboard.press('Backspace')
    await keyboard.press('?')
    await expect(frame.dialog()).toHaveCount(0)
    await expect(lead.heading).toBeVisible()
  })

  await test.step('n begins a new one; Esc asks only when something would be lost', async () => {
    await keyboard.press('n')
    await expect(form.field('companyName')).toBeFocused()
    await keyboard.press('Escape')
    await expect(leads.heading).toBeVisible()
    await expect(frame.dialog()).toHaveCount(0)

    await keyboard.press('n')
    await expect(form.field('companyName')).toBeFocused()
    // Esc closes an open list of options first, and only that.
    await form.field('source').focus()
    await keyboard.press('ArrowDown')
    await expect(form.field('source')).toHaveAttribute('aria-expanded', 'true')
    await keyboard.press('Escape')
    await expect(form.field('source')).toHaveAttribute('aria-expanded', 'false')
    await form.field('companyName').focus()
    await keyboard.type('Yarım kalan')
    await keyboard.press('Escape')
    const question = frame.dialog(words.say('records:form.leaveTitle'))
    const stay = question.getByRole('button', { name: words.say('records:form.leaveStay') })
    // The safe answer has the focus.
    await expect(stay).toBeFocused()
    await keyboard.press('Escape')
    await expect(question).toBeHidden()
    await keyboard.press('Escape')
    await expect(stay).toBeFocused()
    await keyboard.press('Enter')
    await expect(question).toBeHidden()
    await expect(form.field('companyName')).toHaveValue('Yarım kalan')
    await expect(form.field('companyName')).toBeFocused()
    await keyboard.press('Escape')
    await expect(stay).toBeFocused()
    await keyboard.press('Tab')
    await expect(question.getByRole('button', { name: words.say('records:form.leaveDiscard') })).toBeFocused()
    await keyboard.press('Enter')
    await expect(leads.heading).toBeVisible()
    await keyboard.press('n')
    await expect(form.field('companyName')).toHaveValue('')
    await expect(page.getByText(words.say('records:form.draftFound'))).toHaveCount(0)
    await keyboard.press('Escape')
    await expect(form.field('companyName')).toBeHidden()
  })

  await test.step('from the search of a list, Enter and the arrow down lead to what was found', async () => {
    await keyboard.press('/')
    await expect(leads.search).toBeFocused()
    await keyboard.press('ArrowDown')
    await expect(leads.grid).toBeFocused()
    await expect(leads.grid.getByRole('row').nth(1)).toHaveAttribute('data-active', 'true')
    await keyboard.press('ArrowDown')
    await keyboard.press('/')
    await keyboard.type('isik yapi urun')
    await keyboard.press('Enter')
    await expect(leads.grid).toBeFocused()
    await expect.poll(() => leads.count()).toBe(1)
    await expect(leads.row(lead.title)).toHaveAttribute('data-active', 'true')
    await keyboard.press('Enter')
    await expect(lead.heading).toBeVisible()
    await keyboard.press('Escape')
    await expect(lead.heading).toHaveCount(0)

    await leads.search.fill('hiç böyle bir firma yok')
    await expect(leads.noHits('hiç böyle bir firma yok')).toBeVisible()
    await leads.search.press('ArrowDown')
    await expect(leads.search).toBeFocused()
    await keyboard.press('Escape')
    await expect(leads.search).toHaveValue('')
    await expect(leads.search).toBeFocused()
    await keyboard.press('Escape')
    await expect(leads.search).not.toBeFocused()
    await expect(leads.grid).toBeVisible()
  })

  await test.step('the list: arrows move, Space chooses, Enter opens, Esc closes', async () => {
    await leads.grid.focus()
    await keyboard.press('Home')
    await keyboard.press('ArrowDown')
    const second = leads.grid.getByRole('row').nth(2)
    await expect(second).toHaveAttribute('data-active', 'true')
    await keyboard.press(' ')
    await expect(leads.bulk).toContainText(words.say('bulk:selected', { count: 1, shown: '1' }))
    await keyboard.press(' ')
    await expect(leads.bulk).toHaveCount(0)
    const title = (await leads.cells(words.say('app:fields.title')))[1] ?? ''
    await keyboard.press('Enter')
    await expect(new RecordPage(page, words, 'lead', title).heading).toBeVisible()
    await keyboard.press('Escape')
    await expect(new RecordPage(page, words, 'lead', title).heading).toHaveCount(0)
  })
})

test('a list of options that was only opened keeps what is held; what is typed takes its place', async ({
  open,
  words,
}) => {
  const { page, ask } = await open('manager')
  const { keyboard } = page
  const lead = new RecordPage(page, words, 'lead', 'Seçim Yapı')
  const id = '01990000-0000-7000-8000-00000000e002'
  const values = { companyName: lead.title, phone: '0532 765 43 22', source: 'fair', status: 'new' }
  const set = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
  await ask('records.save', { kind: 'lead', id, create: true, set })
  const held = async () => (await ask('records.get', { kind: 'lead', id }))?.owner
  const options = page.getByRole('listbox')
  await page.evaluate(to => location.assign(to), `#/leads/${id}`)
  await expect(lead.heading).toBeVisible()

  await test.step('Enter on the cell of the owner leaves the owner, and one Esc leaves the cell', async () => {
    const leads = new List(page, words, 'lead')
    await page.evaluate(() => location.assign('#/leads'))
    for (const key of ['Enter', 'Escape']) {
      const owner = await held()
      await (await leads.cell(lead.title, words.say('app:fields.owner'))).click()
      await keyboard.press('Enter')
      await expect(options.locator('[data-combobox-active]')).toBeVisible()
      // Whoever reads the options first means no other one.
      await page.waitForTimeout(300)
      await keyboard.press(key)
      await expect(options).toHaveCount(0)
      await expect(leads.grid).toBeFocused()
      expect(await held()).toBe(owner)
    }
    await leads.open(lead.title)
    await expect(lead.heading).toBeVisible()
  })

  await test.step('what is typed takes the place of the name, and the first that fits is marked', async () => {
    const [was, next] = [words.choice('lead', 'status', 'new'), words.choice('lead', 'status', 'contacted')]
    await lead.pencil('status').focus()
    await keyboard.press('Enter')
    await expect(options.getByRole('option', { name: was }).locator('svg')).toBeVisible()
    await keyboard.type(next.slice(0, 4))
    await expect(options.getByRole('option')).toHaveText([next])
    await expect(options.getByRole('option')).toHaveAttribute('data-combobox-selected')
    await keyboard.press('Enter')
    await expect(lead.field('status')).toContainText(next)
  })
})
