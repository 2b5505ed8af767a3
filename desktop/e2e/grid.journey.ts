import type { Locator } from '@playwright/test'
import { expect, test } from './fixtures/journey.ts'
import { leadId, makeLeads } from './fixtures/leads.ts'
import { Frame } from './pages/frame.ts'
import { List, paste } from './pages/list.ts'
import { RecordPage } from './pages/record.ts'

const titles = Array.from({ length: 12 }, (_, at) => `Tablo Denemesi ${String(at + 1).padStart(2, '0')}`)

test('a list as a spreadsheet: ten cells by keyboard, a pasted block, what cannot be pasted, undo', async ({
  open,
  words,
}) => {
  const desktop = await open('manager')
  const { page, ask } = desktop
  const { keyboard } = page
  const frame = new Frame(page, words)
  const leads = new List(page, words, 'lead')
  await makeLeads(desktop, 0, titles)
  await leads.search.fill('tablo denemesi')
  await expect.poll(() => leads.count()).toBe(titles.length)
  const title = words.say('app:fields.title')
  await leads.sortBy(title)
  await expect.poll(async () => (await leads.cells(title))[0]).toBe(titles[0])
  const name = words.field('lead', 'name')
  const status = words.field('lead', 'status')
  const names = async () => (await leads.cells(name)).slice(0, 10)
  const people = Array.from({ length: 10 }, (_, at) => `Kişi ${at + 1}`)
  const record = (at: number) => ask('records.get', { kind: 'lead', id: leadId(at) })

  await test.step('ten names typed one below the other, by keyboard alone', async () => {
    await leads.grid.focus()
    await keyboard.press('Home')
    await keyboard.press('ArrowRight')
    for (const person of people) {
      await keyboard.type(person)
      await keyboard.press('Enter')
    }
    await expect.poll(names).toEqual(people)
    await expect.poll(async () => (await record(9))?.values['name']).toBe('Kişi 10')
    await expect(leads.grid).toBeFocused()
  })

  await test.step('Esc leaves a cell as it was, and Ctrl+Z takes the last one back', async () => {
    await keyboard.press('Enter')
    await keyboard.type(' değişmesin')
    await keyboard.press('Escape')
    await expect(leads.current).toHaveText('Ayşe Kaya')
    await keyboard.press('Control+z')
    await expect.poll(async () => (await names())[9]).toBe('Ayşe Kaya')
  })

  await test.step('a choice that asks for more is asked for it', async () => {
    await keyboard.press('Control+Home')
    await keyboard.press('ArrowRight')
    await keyboard.press('ArrowRight')
    await keyboard.type('kaybe')
    await keyboard.press('Enter')
    const dialog = frame.dialog(words.say('grid:missing.title', { title: titles[0] }))
    await expect(dialog).toBeVisible()
    await dialog.getByRole('combobox').click()
    await page.getByRole('option', { name: words.choice('lead', 'lostReason', 'price'), exact: true }).click()
    await dialog.getByRole('button', { name: words.say('records:form.save') }).click()
    await expect(dialog).toHaveCount(0)
    await expect(await leads.cell(titles[0] ?? '', status)).toHaveText(words.choice('lead', 'status', 'lost'))
    expect((await record(0))?.values).toMatchObject({ status: 'lost', lostReason: 'price' })
  })

  await test.step('a choice typed once more stays what it was, however often Enter is pressed', async () => {
    const held = words.choice('lead', 'status', 'new')
    for (const typed of [held, held.slice(0, -1)]) {
      await keyboard.press('Control+Home')
      await keyboard.press('ArrowDown')
      await keyboard.press('ArrowRight')
      await keyboard.press('ArrowRight')
      await keyboard.press('Enter')
      await expect(page.getByRole('listbox')).toBeVisible()
      await keyboard.press('Control+a')
      await keyboard.type(typed)
      await keyboard.press('Enter')
      await expect(page.getByRole('listbox')).toHaveCount(0)
      await keyboard.press('Enter')
      await keyboard.press('Escape')
      await expect(await leads.cell(titles[1] ?? '', status)).toHaveText(held)
      expect((await record(1))?.values['status']).toBe('new')
      await leads.grid.focus()
    }
  })

  await test.step('toasts leave room for the bar that stands at the bottom, whichever it is', async () => {
    const room = () =>
      page.evaluate(() => Number.parseFloat(document.documentElement.style.getPropertyValue('--bottom-bars')))
    const heightOf = async (bar: Locator) => (await bar.boundingBox())?.height
    expect(await room()).toBe(await heightOf(page.locator('footer')))
    await leads.grid.getByRole('checkbox', { name: words.say('records:list.selectAll') }).click()
    await expect(leads.bulk).toBeVisible()
    await expect.poll(room).toBe(await heightOf(leads.bulk))
    await leads.bulk.getByRole('button', { name: words.say('bulk:actions.clear') }).click()
  })

  const block = titles.slice(1, 6).map((_, at) => [`Blok ${at + 1}`, words.choice('lead', 'status', 'qualified')])
  await test.step('a block from a spreadsheet is one operation, taken back as one', async () => {
    await leads.grid.focus()
    await keyboard.press('Control+Home')
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowRight')
    await paste(page, `${block.map(line => line.join('\t')).join('\r\n')}\r\n`)
    const said = words.say('grid:done.paste', { count: 10, shown: '10' })
    await expect(frame.toast(said)).toBeVisible()
    await expect.poll(() => overlaps(frame.toast(said), page.locator('footer'))).toBe(false)
    expect(await overlaps(frame.toast(said), frame.rail)).toBe(false)
    await expect.poll(async () => (await names()).slice(1, 6)).toEqual(block.map(([one]) => one))
    expect((await ask('operations.last', { limit: 1 }))[0]).toMatchObject({ label: 'paste' })
    await frame.undo(said)
    await expect.poll(async () => (await names()).slice(1, 6)).toEqual(people.slice(1, 6))
    expect((await record(1))?.values['status']).toBe('new')
  })

  await test.step('what cannot be written is said, cell by cell; the rest is written when one says so', async () => {
    await leads.grid.focus()
    const cell = (text: string) => `<td>${text}</td>`
    const rows = [
      ['Tamam', 'Belki'],
      ['Olur', words.choice('lead', 'status', 'contacted')],
    ] as const
    const html = `<table>${rows.map(row => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`
    await paste(page, rows.map(row => row.join('\t')).join('\n'), html)
    const dialog = frame.dialog(words.say('grid:refused.title', { count: 1, shown: '1' }))
    await expect(dialog).toContainText('Belki')
    await expect(dialog).toContainText(words.say('errors:fieldErrors.unknownChoice'))
    const before = page.viewportSize()
    await page.setViewportSize({ width: 320, height: 700 })
    expect(await brokenWords(dialog)).toEqual([])
    // What does not fit is reached by keyboard.
    const list = dialog.getByRole('region', { name: words.say('grid:refused.list') })
    await list.focus()
    await keyboard.press('ArrowRight')
    await expect.poll(() => list.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0)
    if (before) await page.setViewportSize(before)
    await dialog.getByRole('button', { name: words.say('grid:refused.cancel') }).click()
    expect((await names())[1]).toBe('Kişi 2')
    await expect(leads.grid).toBeFocused()
    await paste(page, rows.map(row => row.join('\t')).join('\n'))
    await dialog.getByRole('button', { name: words.say('grid:refused.rest', { count: 3, shown: '3' }) }).click()
    await expect.poll(async () => (await names()).slice(1, 3)).toEqual(['Tamam', 'Olur'])
    expect((await record(1))?.values['status']).toBe('new')
    expect((await record(2))?.values['status']).toBe('contacted')
  })

  await test.step('a range is copied, filled down and emptied; what may not be empty stays', async () => {
    await keyboard.press('Control+Home')
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowRight')
    for (let i = 0; i < 3; i++) await keyboard.press('Shift+ArrowDown')
    await keyboard.press('Control+d')
    await expect.poll(async () => (await names()).slice(1, 5)).toEqual(Array(4).fill('Tamam'))
    await keyboard.press('Delete')
    await expect.poll(async () => (await names()).slice(1, 5)).toEqual(Array(4).fill(''))
    await keyboard.press('Control+z')
    await expect.poll(async () => (await names()).slice(1, 5)).toEqual(Array(4).fill('Tamam'))
    await keyboard.press('ArrowRight')
    await keyboard.press('Delete')
    const dialog = frame.dialog(words.say('grid:refused.title', { count: 1, shown: '1' }))
    await expect(dialog).toContainText(words.say('errors:fieldErrors.required'))
    await keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  })

  await test.step('by mouse: a click chooses a cell, a double click edits it, the name opens the record', async () => {
    const cell = await leads.cell(titles[7] ?? '', name)
    await cell.click()
    await expect(leads.current).toHaveText('Kişi 8')
    await cell.dblclick()
    await page.getByRole('textbox', { name, exact: true }).fill('Fareyle')
    // Somewhere else: what was typed is kept.
    await (await leads.cell(titles[9] ?? '', name)).click()
    await expect.poll(async () => (await names())[7]).toBe('Fareyle')
    await leads.open(titles[3] ?? '')
    await expect(new RecordPage(page, words, 'lead', titles[3] ?? '').heading).toBeVisible()
  })

  await test.step('the record follows the cursor, and the line between them moves by keyboard', async () => {
    await page.setViewportSize({ width: 1600, height: 900 })
    await leads.grid.focus()
    await keyboard.press('ArrowDown')
    await expect(new RecordPage(page, words, 'lead', titles[4] ?? '').heading).toBeVisible()
    await expect(leads.grid).toBeFocused()
    const divider = page.getByRole('separator', { name: words.say('grid:split.divider') })
    const before = Number(await divider.getAttribute('aria-valuenow'))
    await divider.focus()
    await keyboard.press('ArrowLeft')
    await expect(divider).toHaveAttribute('aria-valuenow', String(before + 2))
    await expect.poll(async () => (await ask('preferences.get', {})).screens['split']).toBe(before + 2)
  })
})

async function overlaps(one: Locator, other: Locator): Promise<boolean> {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()]
  if (!a || !b) throw new Error('not on screen')
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** Words of a table's cells that go on in another line. */
const brokenWords = (within: Locator): Promise<string[]> =>
  within.locator('td').evaluateAll(cells =>
    cells.flatMap(cell => {
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
      const broken: string[] = []
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        for (const { 0: word, index } of (node.textContent ?? '').matchAll(/\S+/g)) {
          const range = document.createRange()
          range.setStart(node, index)
          range.setEnd(node, index + word.length)
          if (range.getClientRects().length > 1) broken.push(word)
        }
      return broken
    }),
  )
