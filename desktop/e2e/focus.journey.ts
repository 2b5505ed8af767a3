import type { Desktop } from './fixtures/desktop.ts'
import { expect, test } from './fixtures/journey.ts'
import { Board } from './pages/board.ts'
import { Clashes } from './pages/clashes.ts'
import { Form } from './pages/form.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { RecordPage } from './pages/record.ts'
import { Story } from './pages/story.ts'

const id = (n: number) => `01990000-0000-7000-8000-00000000f0c${n}`

/** A lead that no other journey looks at. */
async function makeLead({ ask }: Desktop, n: number, companyName: string) {
  const values = { companyName, name: 'Ayşe Kaya', phone: '0532 123 45 67', source: 'fair', status: 'new' }
  const set = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
  await ask('records.save', { kind: 'lead', id: id(n), create: true, set })
}
const go = ({ page }: Desktop, hash: string) =>
  page.evaluate(next => {
    location.hash = next
  }, hash)

test('the keyboard goes on where it was after saving, closing and undoing', async ({ open, words }) => {
  const seller = await open('seller')
  const { page } = seller
  const { keyboard } = page
  const { say } = words
  const frame = new Frame(page, words)
  const lead = new RecordPage(page, words, 'lead', 'Odak Yapı')
  const story = new Story(page, words, lead)
  await makeLead(seller, 1, lead.title)
  await go(seller, `#/leads/${id(1)}`)
  await expect(lead.heading).toBeVisible()

  await test.step('a call that was saved, or left by Esc', async () => {
    const opener = lead.button('detail:note.open')
    await opener.focus()
    await keyboard.press('Enter')
    await expect(story.note).toBeFocused()
    await keyboard.type('Yarın arayacak')
    await keyboard.press('Enter')
    await expect(frame.toast(say('detail:note.done'))).toBeVisible()
    await expect(opener).toBeFocused()
    await keyboard.press('Enter')
    await expect(story.note).toBeFocused()
    await keyboard.press('Escape')
    await expect(opener).toBeFocused()
  })

  await test.step('a note that was saved, or left by Esc', async () => {
    await go(seller, `#/leads/${id(1)}?tab=note`)
    const add = lead.panel.getByRole('button', { name: words.about('records:list.new', 'note'), exact: true })
    await add.focus()
    await keyboard.press('Enter')
    const form = new Form(page, words, 'note')
    await expect(form.field('subject')).toBeFocused()
    await keyboard.press('Escape')
    await expect(add).toBeFocused()
    await keyboard.press('Enter')
    await expect(form.field('subject')).toBeFocused()
    await form.field('body').click()
    await keyboard.type('Fiyat listesi istendi')
    await keyboard.press('Control+Enter')
    await expect(form.field('body')).toHaveCount(0)
    await expect(add).toBeFocused()
  })

  await test.step('a half-typed note is kept by Esc, which says so; taken up again nothing of it is wrong yet', async () => {
    await keyboard.press('Enter')
    const form = new Form(page, words, 'note')
    await expect(form.field('subject')).toBeFocused()
    await keyboard.type('Yarım kalan')
    await keyboard.press('Escape')
    await expect(frame.toast(say('detail:draft.kept'))).toBeVisible()
    const goOn = lead.panel.getByRole('button', { name: say('detail:draft.open'), exact: true })
    await expect(goOn).toBeFocused()
    await keyboard.press('Enter')
    await expect(form.field('subject')).toHaveValue('Yarım kalan')
    await expect(lead.panel.getByText(say('detail:draft.taken'))).toBeVisible()
    await expect(lead.panel.getByRole('alert')).toHaveCount(0)
  })

  await test.step('Tab goes to the text, Shift+Tab and Alt+F10 to its tools, which are one stop', async () => {
    const body = new Form(page, words, 'note').field('body')
    const tool = (name: string) => lead.panel.getByRole('button', { name: say(`records:editor.${name}`), exact: true })
    await keyboard.press('Tab')
    await expect(body).toBeFocused()
    await keyboard.press('Shift+Tab')
    await expect(tool('bold')).toBeFocused()
    await keyboard.press('ArrowRight')
    await expect(tool('italic')).toBeFocused()
    await keyboard.press('End')
    await expect(tool('redo')).toBeFocused()
    await keyboard.press('Home')
    await keyboard.press('Tab')
    await expect(body).toBeFocused()
    await keyboard.press('Alt+F10')
    await expect(tool('bold')).toBeFocused()
    await keyboard.press('Escape')
    await expect(body).toBeFocused()
    await keyboard.press('Alt+F10')
    await keyboard.press('Enter')
    await expect(body).toBeFocused()
    await keyboard.type('Önemli')
    await expect(body.locator('strong')).toHaveText('Önemli')
  })

  await test.step('a question before what was typed goes, and away from it', async () => {
    const body = new Form(page, words, 'note').field('body')
    const cancel = lead.panel.getByRole('button', { name: say('records:form.cancel'), exact: true })
    const question = page.getByRole('dialog', { name: say('records:form.leaveTitle') })
    await cancel.click()
    await expect(question.getByRole('button', { name: say('records:form.leaveStay'), exact: true })).toBeFocused()
    await keyboard.press('Escape')
    await expect(question).toHaveCount(0)
    await expect(cancel).toBeFocused()
    await expect(body).toContainText('Önemli')
    await keyboard.press('Enter')
    const discard = question.getByRole('button', { name: say('records:form.leaveDiscard'), exact: true })
    await discard.focus()
    await keyboard.press('Enter')
    await expect(body).toHaveCount(0)
    const add = lead.panel.getByRole('button', { name: words.about('records:list.new', 'note'), exact: true })
    await expect(add).toBeFocused()
    await keyboard.press('Enter')
    await expect(body).toHaveText('')
    await cancel.click()
    await expect(question).toHaveCount(0)
    await expect(body).toHaveCount(0)
  })

  await test.step('Esc from a record beside its list', async () => {
    await go(seller, '#/leads')
    const grid = page.getByRole('grid')
    await grid.focus()
    await keyboard.press('Enter')
    await page.getByRole('tab').first().focus()
    await keyboard.press('Escape')
    await expect(page.getByRole('tab')).toHaveCount(0)
    await expect(grid).toBeFocused()
  })

  await test.step('Esc from a filter that was just added, to its chip', async () => {
    await go(seller, '#/leads')
    const leads = new List(page, words, 'lead')
    const [field, value] = [words.field('lead', 'status'), words.choice('lead', 'status', 'new')]
    await leads.filterBy(field, value)
    await expect(leads.chip(field, value)).toBeFocused()
    await keyboard.press('Enter')
    const choice = page.getByRole('checkbox', { name: value, exact: true })
    await expect(choice).toBeVisible()
    // The list of choices takes the keyboard a moment after it is seen.
    await expect(leads.chip(field, value)).not.toBeFocused()
    await keyboard.press('Escape')
    await expect(leads.chip(field, value)).toBeFocused()
    await leads.removeFilter(field)
  })

  await test.step('a card that was moved, and moved back', async () => {
    await go(seller, '#/leads?l=board&q=odak')
    const board = new Board(page, words, 'lead', 'status')
    await board.card('new', lead.title).focus()
    for (const key of [' ', 'ArrowRight', ' ']) await keyboard.press(key)
    const moved = board.card('contacted', lead.title)
    await expect(moved).toBeFocused()
    await keyboard.press('Control+z')
    await expect(board.card('new', lead.title)).toBeFocused()
    await keyboard.press('Control+Shift+z')
    await expect(moved).toBeFocused()
  })
})

test('whoever settles a clash stays at its buttons', async ({ open, words }) => {
  const [sellers, managers] = [await open('seller'), await open('manager')]
  const title = 'Odak Çakışan'
  await makeLead(sellers, 2, title)
  await expect.poll(async () => (await managers.ask('records.get', { kind: 'lead', id: id(2) }))?.title).toBe(title)
  const rename = ({ ask }: Desktop, value: string) =>
    ask('records.save', { kind: 'lead', id: id(2), create: false, set: { companyName: { base: title, value } } })
  for (const { wire } of [sellers, managers]) wire.cut()
  await rename(sellers, 'Odak Satış')
  await rename(managers, 'Odak Yönetim')
  sellers.wire.mend()
  await new Frame(sellers.page, words).expectSync('online')
  managers.wire.mend()
  const frame = new Frame(managers.page, words)
  await frame.expectSync('online', words.say('sync:clashes', { count: 1 }))
  await frame.showTrouble('clashes')
  // The card is called as the record is.
  const clashes = new Clashes(managers.page, words)
  await clashes.card('Odak Satış').button('takeMine').click()
  await expect(clashes.card('Odak Yönetim').button('swapBack')).toBeFocused()
  await managers.page.keyboard.press('Enter')
  await expect(clashes.card('Odak Satış').button('takeMine')).toBeFocused()
})

test('a dialog of the administration begins at its first field and ends where it was opened', async ({
  open,
  words,
}) => {
  const { page } = await open('admin')
  const { say } = words
  await page.goto(`${new URL(page.url()).origin}/?window=admin#/fields`)
  const add = page.getByRole('button', { name: say('fields:addField'), exact: true })
  await add.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByRole('textbox', { name: say('fields:name'), exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(add).toBeFocused()
})

test('who comes by a search is at the record, and what is not here is left again', async ({ open, words }) => {
  const seller = await open('seller')
  const { page } = seller
  const { say } = words
  const title = 'Odak Aranan'
  const lead = new RecordPage(page, words, 'lead', title)
  const leads = new List(page, words, 'lead')
  await makeLead(seller, 3, title)
  await expect(leads.row(title)).toBeVisible()

  await test.step('by mouse, from the search of the top bar', async () => {
    await page.getByRole('button', { name: say('app:topbar.search') }).click()
    await new Frame(page, words).palette.fill(title)
    await page.getByRole('option', { name: title }).first().click()
    await expect(lead.heading).toBeVisible()
    await expect(lead.panel).toBeFocused()
  })

  await test.step('a record that is not here closes by Esc, by its cross and by its button', async () => {
    const notHere = page.getByRole('region', { name: say('records:detail.notHere') })
    const button = (name: string) => notHere.getByRole('button', { name: say(`records:detail.${name}`), exact: true })
    for (const leave of [
      () => page.keyboard.press('Escape'),
      () => button('close').click(),
      () => button('backToList').click(),
    ]) {
      await go(seller, `#/leads/${id(9)}`)
      await expect(notHere).toBeVisible()
      await leave()
      await expect(notHere).toHaveCount(0)
      await expect(leads.grid).toBeVisible()
    }
  })
})
