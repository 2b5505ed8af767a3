import type { Desktop } from './fixtures/desktop.ts'
import { expect, test } from './fixtures/journey.ts'
import type { Words } from './fixtures/words.ts'
import { BulkDialog } from './pages/bulkDialog.ts'
import { Form } from './pages/form.ts'
import { Frame } from './pages/frame.ts'
import { Keys } from './pages/keys.ts'
import { List } from './pages/list.ts'
import { RecordPage } from './pages/record.ts'
import { Story } from './pages/story.ts'
import { Work } from './pages/work.ts'

const ten = Array.from({ length: 10 }, (_, at) => String(at + 1).padStart(2, '0'))
const remark = 'Numuneleri beğendi, renk kartelası istedi'

/** Ten leads that nobody else works on, and where a morning takes place. */
async function morning({ page, ask }: Desktop, words: Words, about: string, from: number) {
  const titles = ten.map(number => `${about} ${number}`)
  for (const [at, title] of titles.entries()) {
    const values = { companyName: title, name: 'Ayşe Kaya', phone: '0532 123 45 67', source: 'fair', status: 'new' }
    const set = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
    const id = `01990000-0000-7000-8000-0000000f${String(from + at).padStart(4, '0')}`
    await ask('records.save', { kind: 'lead', id, create: true, set })
  }
  const first = titles[0] ?? ''
  const lead = new RecordPage(page, words, 'lead', first)
  const leads = new List(page, words, 'lead')
  const status = words.field('lead', 'status')
  return {
    first,
    lead,
    leads,
    status,
    statuses: () => leads.cells(status),
    story: new Story(page, words, lead),
    note: new Form(page, words, 'note'),
    addNote: lead.panel.getByRole('button', { name: words.about('records:list.new', 'note') }),
    frame: new Frame(page, words),
    work: new Work(page, words),
    bulk: new BulkDialog(page, words),
    edit: leads.bulk.getByRole('button', { name: words.say('bulk:actions.edit'), exact: true }),
    /** The option that Enter takes. */
    marked: page.locator('[role=option][data-combobox-selected]'),
    toTen: { count: 10, shown: '10' },
    contacted: words.choice('lead', 'status', 'contacted'),
    fresh: words.choice('lead', 'status', 'new'),
  }
}

test("a seller's morning by keyboard alone, the middle of it without a network", async ({ open, words }) => {
  const seller = await open('seller')
  const { page, wire } = seller
  const { say } = words
  const keys = new Keys(page)
  const day = await morning(seller, words, 'Sabah Tuş', 0)
  const { frame, lead, leads, story, work } = day

  await test.step('find: Ctrl+K and a few letters', async () => {
    await frame.expectSync('online')
    await keys.press('Control+k')
    await expect(frame.palette).toBeFocused()
    await keys.type('sabah tus 01')
    await expect(page.getByRole('option', { name: new RegExp(day.first) })).toHaveAttribute('aria-selected', 'true')
    await keys.press('Enter')
    await expect(lead.heading).toBeVisible()
  })

  await test.step('call: c, what was said, how it went, and the task that follows', async () => {
    await keys.press('c')
    await expect(story.note).toBeFocused()
    await keys.type('Fiyat listesi istedi')
    await keys.tabTo(story.outcome('callBack'))
    await keys.press('Space')
    await expect(story.followUp).toBeChecked()
    await keys.tabTo(story.task)
    await keys.press('Control+a')
    await keys.type('Fiyat listesini gönder')
    await keys.press('Enter')
    await expect(frame.toast(say('detail:note.doneWithTask'))).toBeVisible()
  })

  await test.step('without a network: a note, by its tab', async () => {
    await frame.expectSync('online')
    wire.cut()
    await frame.expectSync('offline')
    await keys.tabTo(lead.tab(say('records:detail.general')), { most: 20 })
    const notes = lead.tab(words.many('note'))
    for (let pressed = 0; pressed < 12; pressed++) {
      if ((await notes.getAttribute('aria-selected')) === 'true') break
      await keys.press('ArrowRight')
    }
    await keys.tabTo(day.addNote)
    await keys.press('Enter')
    await expect(day.note.field('subject')).toBeFocused()
    await keys.type('Numune')
    await keys.tabTo(day.note.field('body'))
    await keys.type(remark)
    await keys.press('Control+Enter')
    await expect(lead.panel.getByRole('tabpanel')).toContainText(remark)
  })

  await test.step('ten in the list at once: found, chosen, changed', async () => {
    await keys.press('g', '1')
    await expect(leads.heading).toBeVisible()
    await keys.press('/')
    await expect(leads.search).toBeFocused()
    await keys.type('sabah tus')
    await expect.poll(() => leads.count()).toBe(10)
    await keys.tabTo(leads.grid, { most: 20 })
    await keys.press('Home', ...Array<string>(9).fill('Shift+ArrowDown'))
    await expect(leads.bulk).toContainText(say('bulk:selected', day.toTen))
    await keys.press('b')
    await expect(day.edit).toBeFocused()
    await keys.press('Enter')
    await expect(frame.dialog(say('bulk:title.edit'))).toBeVisible()
    await keys.type(day.status)
    await expect(day.marked).toHaveText(day.status)
    await keys.press('Enter')
    await expect(day.bulk.value).toBeFocused()
    await keys.type(day.contacted)
    await expect(day.marked).toHaveText(day.contacted)
    await keys.press('Enter')
    const apply = frame.dialog().getByRole('button', { name: say('bulk:apply', day.toTen), exact: true })
    await keys.tabTo(apply)
    await keys.press('Enter')
    await expect.poll(day.statuses).toEqual(Array(10).fill(day.contacted))
  })

  await test.step('undo and redo by key', async () => {
    await keys.press('Control+z')
    await expect.poll(day.statuses).toEqual(Array(10).fill(day.fresh))
    await keys.press('Control+Shift+z')
    await expect.poll(day.statuses).toEqual(Array(10).fill(day.contacted))
  })

  await test.step('ten in the list one by one, as in a spreadsheet', async () => {
    await expect(leads.grid).toBeFocused()
    await keys.press('Control+Home', 'ArrowRight')
    for (const number of ten) {
      await keys.type(`Yetkili ${number}`)
      await keys.press('Enter')
    }
    const names = () => leads.cells(words.field('lead', 'name'))
    await expect.poll(names).toEqual(ten.map(number => `Yetkili ${number}`))
  })

  await test.step('the day: a task in one line, ticked off; then the network is back and nothing waits', async () => {
    await keys.press('Escape', 'g', 'h')
    await expect(work.heading).toBeVisible()
    await keys.press('n')
    await keys.type('Kartelayı kargoya ver bugün 17:30')
    await keys.press('Enter')
    const subject = 'Kartelayı kargoya ver'
    await expect(work.task(subject)).toBeVisible()
    await keys.tabTo(work.card.locator('a[tabindex="0"]').last())
    await keys.tabTo(work.task(subject), { key: 'ArrowDown', most: 20 })
    await keys.press('Space')
    await expect(work.task(subject)).toHaveCount(0)
    wire.mend()
    await frame.expectSync('online')
  })
})

test("a seller's morning by mouse, the keyboard for words alone", async ({ open, words }) => {
  const seller = await open('seller')
  const { page, wire } = seller
  const { say } = words
  const { keyboard } = page
  const day = await morning(seller, words, 'Sabah Fare', 100)
  const { frame, lead, leads, story, work } = day

  await test.step('find: the search of the top bar', async () => {
    await frame.expectSync('online')
    await page.getByRole('button', { name: say('app:topbar.search') }).click()
    await expect(frame.palette).toBeFocused()
    await keyboard.type('sabah fare 01')
    await page.getByRole('option', { name: new RegExp(day.first) }).click()
    await expect(lead.heading).toBeVisible()
  })

  await test.step('call: what was said, how it went, and the task that follows', async () => {
    await lead.panel.getByRole('button', { name: say('detail:note.open') }).click()
    await keyboard.type('Fiyat listesi istedi')
    await story.outcome('callBack').click()
    await story.task.click({ clickCount: 3 })
    await keyboard.type('Fiyat listesini gönder')
    await lead.panel.getByRole('button', { name: say('detail:note.save'), exact: true }).click()
    await expect(frame.toast(say('detail:note.doneWithTask'))).toBeVisible()
  })

  await test.step('without a network: a note, by its tab', async () => {
    await frame.expectSync('online')
    wire.cut()
    await frame.expectSync('offline')
    await lead.openTab(words.many('note'))
    await day.addNote.click()
    await day.note.field('body').click()
    await keyboard.type(remark)
    await day.note.button('save').click()
    await expect(lead.panel.getByRole('tabpanel')).toContainText(remark)
  })

  await test.step('ten in the list at once: found, chosen, changed, taken back by the toast', async () => {
    await frame.module('lead').click()
    await leads.search.click()
    await keyboard.type('sabah fare')
    await expect.poll(() => leads.count()).toBe(10)
    await leads.grid.getByRole('checkbox', { name: say('records:list.selectAll') }).click()
    await expect(leads.bulk).toContainText(say('bulk:selected', day.toTen))
    await day.edit.click()
    await day.bulk.field(day.status)
    await day.bulk.value.click()
    await page.getByRole('option', { name: day.contacted, exact: true }).click()
    await day.bulk.apply(10)
    await expect.poll(day.statuses).toEqual(Array(10).fill(day.contacted))
    await frame.undo(say('bulk:done', day.toTen))
    await expect.poll(day.statuses).toEqual(Array(10).fill(day.fresh))
  })

  await test.step('ten in the list one by one, where they stand', async () => {
    const name = words.field('lead', 'name')
    for (const [at] of ten.entries()) {
      const cell = leads.grid
        .getByRole('row')
        .nth(at + 1)
        .getByText('Ayşe Kaya', { exact: true })
      await cell.dblclick()
      await page.getByRole('textbox', { name, exact: true }).click({ clickCount: 3 })
      await keyboard.type('Mehmet Demir')
      await leads.heading.click()
      await expect.poll(async () => (await leads.cells(name))[at]).toBe('Mehmet Demir')
    }
  })

  await test.step('the day: a task in one line, ticked off; then the network is back and nothing waits', async () => {
    await frame.rail.getByRole('link', { name: say('work:home.title'), exact: true }).click()
    await work.line.click()
    await keyboard.type('Kartelayı depodan al bugün 17:30')
    await work.card.getByRole('button', { name: say('work:tasks.addButton'), exact: true }).click()
    const subject = 'Kartelayı depodan al'
    await work.tick(subject).click()
    await expect(work.task(subject)).toHaveCount(0)
    wire.mend()
    await frame.expectSync('online')
  })
})
