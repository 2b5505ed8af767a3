import { expect, test } from './fixtures/journey.ts'
import { leadId, makeLeads } from './fixtures/leads.ts'
import { Board } from './pages/board.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'

test('a board: a card is moved by keyboard and by mouse, asked for what it needs, and moved back', async ({
  open,
  words,
}) => {
  const desktop = await open('manager')
  const { page, ask } = desktop
  const { keyboard } = page
  const frame = new Frame(page, words)
  const board = new Board(page, words, 'lead', 'status')
  const [first, second] = ['Pano Bir', 'Pano İki']
  await makeLeads(desktop, 100, [first, second])
  const statusOf = async (at: number) => (await ask('records.get', { kind: 'lead', id: leadId(at) }))?.values['status']
  await new List(page, words, 'lead').search.fill('pano')
  await board.show()
  const card = board.card('new', first).first()

  await test.step('Space picks it up, the arrows carry it, Space drops it; Ctrl+Z takes it back', async () => {
    await card.focus()
    const { column, title } = { column: words.choice('lead', 'status', 'contacted'), title: first }
    await keyboard.press(' ')
    await expect(page.getByRole('status').filter({ hasText: words.choice('lead', 'status', 'new') })).toBeAttached()
    await keyboard.press('ArrowRight')
    await keyboard.press(' ')
    await expect(board.card('contacted', first).first()).toBeVisible()
    await expect(frame.toast(words.say('grid:board.moved', { title, column }))).toBeVisible()
    expect((await ask('operations.last', { limit: 1 }))[0]).toMatchObject({ label: 'move' })
    await expect(board.card('contacted', first).first()).toBeFocused()
    await keyboard.press('Control+z')
    await expect(board.card('contacted', first)).toHaveCount(0)
  })

  await test.step('Esc leaves it where it was', async () => {
    await board.card('new', second).first().focus()
    await keyboard.press(' ')
    await keyboard.press('ArrowRight')
    await keyboard.press('Escape')
    await expect(page.getByRole('status').filter({ hasText: words.say('grid:board.cancelled') })).toBeAttached()
    await expect(board.card('new', second).first()).toBeVisible()
  })

  await test.step('by mouse to the lost ones, which asks why', async () => {
    const at = 101
    await board.card('new', second).first().dragTo(board.column('lost'))
    const dialog = frame.dialog(words.say('grid:missing.title', { title: second }))
    await expect(dialog).toBeVisible()
    const moved = words.say('grid:board.moved', { title: second, column: words.choice('lead', 'status', 'lost') })
    await expect(page.getByRole('status', { includeHidden: true }).filter({ hasText: moved })).toHaveCount(0)
    await expect(page.locator('[data-toast]')).toHaveCount(0)
    await keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    expect(await statusOf(at)).toBe('new')
    await board.card('new', second).first().dragTo(board.column('lost'))
    await dialog.getByRole('combobox').click()
    await page.getByRole('option', { name: words.choice('lead', 'lostReason', 'price'), exact: true }).click()
    await dialog.getByRole('button', { name: words.say('records:form.save') }).click()
    await expect(board.card('lost', second).first()).toBeVisible()
    await expect(frame.toast(moved)).toBeVisible()
  })

  await test.step('by keyboard among the lost ones: left and answered, the question gives back the card it asked of', async () => {
    const carry = async () => {
      for (const key of [' ', ...Array.from({ length: 4 }, () => 'ArrowRight'), ' ']) await keyboard.press(key)
    }
    const dialog = frame.dialog(words.say('grid:missing.title', { title: first }))
    await board.card('new', first).first().focus()
    await carry()
    await expect(dialog).toBeVisible()
    await keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(board.card('new', first).first()).toBeFocused()
    await carry()
    await dialog.getByRole('combobox').click()
    await page.getByRole('option', { name: words.choice('lead', 'lostReason', 'price'), exact: true }).click()
    await keyboard.press('Control+Enter')
    await expect(dialog).toHaveCount(0)
    await expect(board.card('lost', first).first()).toBeFocused()
  })

  await test.step('a column folds, and stays so', async () => {
    const name = words.choice('lead', 'status', 'qualified')
    await page.getByRole('button', { name: words.say('grid:board.fold', { column: name }) }).click()
    await page.reload()
    await expect(page.getByRole('button', { name: words.say('grid:board.unfold', { column: name }) })).toBeVisible()
  })
})
