import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures/journey.ts'
import { Frame } from './pages/frame.ts'
import { RecordPage } from './pages/record.ts'

const lead = { id: '01990000-0000-7000-8000-00000000f101', title: 'Dosyalı Kalıp A.Ş.' }
/** A picture of one red point. */
const point = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
)

test('a file dropped without a network is there for a colleague once there is one', async ({
  open,
  words,
  electron,
}) => {
  const { say } = words
  const [seller, manager] = await Promise.all([open('seller'), open('manager')])
  const set = Object.fromEntries(
    Object.entries({ companyName: lead.title, phone: '0532 123 45 67', source: 'fair', status: 'new' }).map(
      ([name, value]) => [name, { value }],
    ),
  )
  await seller.ask('records.save', { kind: 'lead', id: lead.id, create: true, set })
  const here = async (desktop: typeof seller) => {
    await desktop.page.evaluate(id => {
      location.hash = `#/leads/${id}/page?tab=file`
    }, lead.id)
    return new RecordPage(desktop.page, words, 'lead', lead.title)
  }
  const [mine, theirs] = [await here(seller), await here(manager)]
  await expect(theirs.heading).toBeVisible()
  await expect(mine.panel.getByText(say('files:none'))).toBeVisible()
  const row = (of: RecordPage, name: string) => of.panel.getByRole('article', { name, exact: true })

  await test.step('two files are dropped without a network', async () => {
    await new Frame(seller.page, words).expectSync('online')
    seller.wire.cut()
    await new Frame(seller.page, words).expectSync('offline')
    await seller.page.evaluate(picture => {
      const bytes = Uint8Array.from(atob(picture), letter => letter.charCodeAt(0))
      const carried = new DataTransfer()
      carried.items.add(new File(['Kalıp ölçüleri: 120 x 80'], 'ölçüler.txt', { type: 'text/plain' }))
      carried.items.add(new File([bytes], 'kalıp.png', { type: 'image/png' }))
      const place = document.querySelector('[role="tabpanel"]:not([hidden]) h2')
      for (const type of ['dragover', 'drop'])
        place?.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: carried }))
    }, point.toString('base64'))
    for (const name of ['ölçüler.txt', 'kalıp.png']) {
      await expect(row(mine, name)).toBeVisible()
      await expect(row(mine, name)).toContainText(say('files:states.waitingUp'))
    }
    await expect(row(theirs, 'kalıp.png')).toHaveCount(0)
  })

  await test.step('a picture is looked at by who added it, offline, by keyboard', async () => {
    await seller.page.getByRole('button', { name: say('files:preview', { name: 'kalıp.png' }) }).press('Enter')
    const dialog = seller.page.getByRole('dialog')
    await expect(dialog.getByRole('img', { name: 'kalıp.png' })).toBeVisible()
    await seller.page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  })

  await test.step('with a network the colleague has both, and opens them', async () => {
    seller.wire.mend()
    await expect(
      row(theirs, 'ölçüler.txt').getByRole('button', { name: say('files:open', { name: 'ölçüler.txt' }) }),
    ).toBeVisible({
      timeout: 30_000,
    })
    await manager.page.getByRole('button', { name: say('files:preview', { name: 'kalıp.png' }) }).click()
    const picture = manager.page.getByRole('dialog').getByRole('img', { name: 'kalıp.png' })
    await expect(picture).toBeVisible()
    expect(await picture.evaluate(img => (img instanceof HTMLImageElement ? img.naturalWidth : 0))).toBe(1)
    await manager.page.keyboard.press('Escape')
    // Elsewhere the system's own program opens it, which no page sees.
    if (electron) return
    const [loaded] = await Promise.all([
      manager.page.waitForEvent('download'),
      manager.page.getByRole('button', { name: say('files:open', { name: 'ölçüler.txt' }) }).click(),
    ])
    expect(loaded.suggestedFilename()).toBe('ölçüler.txt')
    expect(await readFile(await loaded.path(), 'utf8')).toBe('Kalıp ölçüleri: 120 x 80')
  })

  await test.step('one is archived and brought back', async () => {
    await row(mine, 'ölçüler.txt').hover()
    await row(mine, 'ölçüler.txt')
      .getByRole('button', { name: say('files:archive') })
      .click()
    await expect(row(theirs, 'ölçüler.txt')).toHaveCount(0)
    // That they were added is still on screen too, with an undo of its own.
    await seller.page.keyboard.press('Control+z')
    await expect(row(theirs, 'ölçüler.txt')).toBeVisible()
  })
})
