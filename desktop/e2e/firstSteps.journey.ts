import { expect, test } from './fixtures/journey.ts'
import { Form } from './pages/form.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { RecordPage } from './pages/record.ts'

test('the first steps tick themselves, a favourite is at hand, and a pin is moved by keys and taken back', async ({
  open,
  words,
}) => {
  const seller = await open('seller')
  const { page } = seller
  const { say } = words
  const frame = new Frame(page, words)
  const leads = new List(page, words, 'lead')
  const name = 'Kadıköy Baskı'
  const lead = new RecordPage(page, words, 'lead', name)
  const card = page.getByRole('region', { name: say('tour:title'), exact: true })
  const step = (of: string) => card.getByRole('listitem').filter({ hasText: say(`tour:steps.${of}.title`) })
  const isDone = (of: string) => step(of).getByRole('img', { name: say('tour:isDone') })
  const go = (hash: string) =>
    page.evaluate(next => {
      location.hash = next
    }, hash)

  await test.step('nothing is ticked on the first day', async () => {
    await go('#/')
    await expect(step('find')).toBeVisible()
    await expect(isDone('find')).toHaveCount(0)
  })

  await test.step('s keeps a record at hand; it stands first in the palette', async () => {
    await go('#/leads')
    const form = new Form(page, words, 'lead')
    await leads.create.click()
    await form.fill({ companyName: name, name: 'Ayşe Kaya', phone: '0532 111 22 44' })
    await form.choose('source', 'fair')
    await form.button('save').click()
    await expect(lead.heading).toBeVisible()
    await lead.heading.click()
    await page.keyboard.press('s')
    await expect(frame.toast(say('search:favourites.added', { title: name }))).toBeVisible()
    await expect(lead.button('search:favourites.remove')).toHaveAttribute('aria-pressed', 'true')
    await page.keyboard.press('Control+k')
    const favourites = page.getByRole('group', { name: say('search:favourites.title') })
    await expect(favourites.getByRole('option').filter({ hasText: name })).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(frame.dialog()).toHaveCount(0)
  })

  await test.step('the palette finds once a record is opened from it, not by being opened', async () => {
    await go('#/')
    await expect(isDone('open')).toBeVisible()
    await expect(isDone('find')).toHaveCount(0)
    await page.keyboard.press('Control+k')
    await page
      .getByRole('group', { name: say('search:favourites.title') })
      .getByRole('option')
      .filter({ hasText: name })
      .click()
    await expect(lead.heading).toBeVisible()
  })

  await test.step('a favourite is taken back by Ctrl+Z and is none on any desktop', async () => {
    await lead.heading.click()
    await page.keyboard.press('Control+z')
    await expect(lead.button('search:favourites.add')).toBeVisible()
    await page.keyboard.press('s')
    await expect(lead.button('search:favourites.remove')).toBeVisible()
  })

  await test.step('on the day favourites are put in order by keys, taken back, and named', async () => {
    await go('#/')
    const kept = page.getByRole('region', { name: say('search:favourites.title'), exact: true })
    const lines = kept.getByRole('listitem')
    await expect(lines.last()).toContainText(name)
    const last = (await lines.count()) - 1
    await kept.getByRole('button', { name: say('search:favourites.move', { title: name }), exact: true }).focus()
    await page.keyboard.press('ArrowUp')
    await expect(lines.nth(last - 1)).toContainText(name)
    await frame.undo(say('search:favourites.ordered'))
    await expect(lines.last()).toContainText(name)
    await kept
      .getByRole('button', { name: say('search:favourites.rename', { title: name }), exact: true })
      .press('Enter')
    await frame.dialog().getByRole('textbox').fill('Matbaamız')
    await page.keyboard.press('Enter')
    await expect(kept.getByRole('link', { name: /^Matbaamız/ })).toBeVisible()
    const pencil = kept.getByRole('button', { name: say('search:favourites.rename', { title: 'Matbaamız' }) })
    await expect(pencil).toBeFocused()
    await frame.undo(say('search:favourites.renamed', { title: 'Matbaamız' }))
    await expect(kept.getByRole('link', { name: /^Matbaamız/ })).toHaveCount(0)
  })

  await test.step('a favourite is dragged by the mouse, a line shows where it lands, and it is taken back', async () => {
    const kept = page.getByRole('region', { name: say('search:favourites.title'), exact: true })
    const lines = kept.getByRole('listitem')
    const last = (await lines.count()) - 1
    const grip = kept.getByRole('button', { name: say('search:favourites.move', { title: name }), exact: true })
    // In sight, and no word over it.
    await grip.hover()
    const [from, to] = [await grip.boundingBox(), await lines.first().boundingBox()]
    if (!from || !to) throw new Error('no favourites to drag')
    await page.mouse.down()
    await page.mouse.move(from.x, from.y - 6, { steps: 4 })
    await page.mouse.move(to.x + 60, to.y + to.height / 2, { steps: 12 })
    // Where the mouse has come to is told with its next move.
    await page.mouse.move(to.x + 64, to.y + to.height / 2, { steps: 2 })
    await expect(lines.first()).toHaveAttribute('data-landing', 'above')
    await page.mouse.up()
    await expect(lines.first()).toContainText(name)
    await expect(lines.first()).not.toHaveAttribute('data-landing')
    expect(await kept.getByRole('link').allTextContents()).toHaveLength(last + 1)
    await frame.undo(say('search:favourites.ordered'))
    await expect(lines.last()).toContainText(name)
    await page.evaluate(() => history.back())
    await expect(lead.heading).toBeVisible()
  })

  await test.step('without an address a pin is put, moved by keys, kept by Enter and taken back', async () => {
    const place = lead.panel.getByRole('region', { name: words.field('lead', 'location') })
    await expect(place).toContainText(say('map:unknown'))
    await place.getByRole('button', { name: say('map:put'), exact: true }).click()
    const pin = place.getByRole('button', { name: say('map:pin', { title: name }) })
    await pin.focus()
    await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.press('Escape')
    await expect(lead.heading).toBeVisible()
    await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.press('Enter')
    await expect(frame.toast(say('map:done.moved', { title: name }))).toBeVisible()
    const id = /leads\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? ''
    const stored = async () => (await seller.ask('records.get', { kind: 'lead', id }))?.values['location']
    await expect.poll(stored).toMatchObject({ latitude: expect.any(Number), longitude: expect.any(Number) })
    await lead.heading.click()
    await page.keyboard.press('Control+z')
    await expect.poll(stored).toBe(undefined)
  })

  await test.step('what was done is ticked; the card is put away and comes back from the help', async () => {
    await go('#/')
    for (const of of ['find', 'open', 'undo']) await expect(isDone(of)).toBeVisible()
    await expect(isDone('note')).toHaveCount(0)
    await card.getByRole('button', { name: say('tour:putAway'), exact: true }).click()
    await expect(card).toHaveCount(0)
    await page.keyboard.press('?')
    await frame
      .dialog()
      .getByRole('button', { name: say('tour:bringBack'), exact: true })
      .click()
    await expect(step('find')).toBeVisible()
    await expect(isDone('undo')).toBeVisible()
  })
})
