import { readFile } from 'node:fs/promises'
import { makePdf } from '../../shared/testing/makePdf.ts'
import { expect, test } from './fixtures/journey.ts'
import { Frame } from './pages/frame.ts'
import { RecordPage } from './pages/record.ts'

const lead = { id: '01990000-0000-7000-8000-00000000f101', title: 'Dosyalı Kalıp A.Ş.' }
/** A picture of one red point. */
const point = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
)
const pages = Array.from({ length: 40 }, (_, i) => [`Bölüm ${i + 1}`, 'Hidrolik presin bakımı yılda dört kez yapılır.'])
const contract = Buffer.from(makePdf({ pages, script: "app.alert\\('x'\\)" }))
const locked = Buffer.from(makePdf({ pages, isProtected: true }))

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
      carried.items.add(new File(['Kalıp ölçüleri: <b>120 x 80</b>'], 'ölçüler.txt', { type: 'text/plain' }))
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
      row(theirs, 'ölçüler.txt').getByRole('button', { name: say('files:preview', { name: 'ölçüler.txt' }) }),
    ).toBeVisible({
      timeout: 30_000,
    })
    await manager.page.getByRole('button', { name: say('files:preview', { name: 'kalıp.png' }) }).click()
    const picture = manager.page.getByRole('dialog').getByRole('img', { name: 'kalıp.png' })
    await expect(picture).toBeVisible()
    expect(await picture.evaluate(img => (img instanceof HTMLImageElement ? img.naturalWidth : 0))).toBe(1)
    await manager.page.keyboard.press('Escape')
    await manager.page.getByRole('button', { name: say('files:preview', { name: 'ölçüler.txt' }) }).click()
    const text = manager.page.getByRole('dialog').getByRole('region', { name: 'ölçüler.txt' })
    await expect(text).toHaveText('Kalıp ölçüleri: <b>120 x 80</b>')
    // Elsewhere the system's own program opens it, which no page sees.
    if (!electron) {
      const [loaded] = await Promise.all([
        manager.page.waitForEvent('download'),
        manager.page
          .getByRole('dialog')
          .getByRole('button', { name: say('files:previews.openOutside') })
          .click(),
      ])
      expect(loaded.suggestedFilename()).toBe('ölçüler.txt')
      expect(await readFile(await loaded.path(), 'utf8')).toBe('Kalıp ölçüleri: <b>120 x 80</b>')
    }
    await manager.page.keyboard.press('Escape')
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

  await test.step('a PDF is shown page by page, by keyboard, and one with a password says so', async () => {
    const add = async (name: string, bytes: Buffer) => {
      const parent = { kind: 'lead', id: lead.id }
      const { id } = await seller.ask('files.begin', { parent, name, size: bytes.length })
      await seller.ask('files.write', { id, offset: 0, bytes: bytes.toString('base64') })
      await seller.ask('files.finish', { id })
    }
    await add('sözleşme.pdf', contract)
    await add('parolalı.pdf', locked)
    const dialog = manager.page.getByRole('dialog')
    const opener = (name: string) => manager.page.getByRole('button', { name: say('files:preview', { name }) })
    const group = (at: number) => dialog.getByRole('group', { name: say('files:pdf.page', { at }), exact: true })
    await opener('sözleşme.pdf').click({ timeout: 30_000 })
    await expect(group(1).getByText('Bölüm 1', { exact: true })).toBeAttached({ timeout: 30_000 })
    // It is drawn: not all of it is paper.
    await expect
      .poll(() =>
        group(1)
          .locator('canvas')
          .evaluateAll(([canvas]) => {
            if (!(canvas instanceof HTMLCanvasElement)) return 0
            const drawn = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height)
            return drawn?.data.filter((value, i) => i % 4 === 0 && value < 128).length ?? 0
          }),
      )
      .toBeGreaterThan(100)
    // A toast lies on nothing that the dialog is used by.
    await manager.page.keyboard.press('Control+z')
    const toast = manager.page.getByRole('alert').first()
    await expect(toast).toBeVisible()
    const covered = async () => {
      const on = await toast.boundingBox()
      const boxes = await Promise.all((await dialog.locator('button, input').all()).map(one => one.boundingBox()))
      return boxes.filter(
        box =>
          box &&
          on &&
          box.x < on.x + on.width &&
          on.x < box.x + box.width &&
          box.y < on.y + on.height &&
          on.y < box.y + box.height,
      ).length
    }
    await expect.poll(covered).toBe(0)
    await expect(toast).toBeVisible()
    const number = dialog.getByRole('textbox', { name: say('files:pdf.goTo') })
    await manager.page.keyboard.press('End')
    await expect(number).toHaveValue('40')
    await expect(group(40).getByText('Bölüm 40', { exact: true })).toBeAttached()
    // Only what is near the window is drawn.
    expect(await dialog.locator('canvas').count()).toBeLessThan(8)
    await number.fill('7')
    await number.press('Enter')
    await expect(group(7).getByText('Bölüm 7', { exact: true })).toBeAttached()
    const zoomOut = dialog.getByRole('button', { name: say('files:pdf.zoomOut') })
    const width = async () => (await group(7).boundingBox())?.width ?? 0
    const before = await width()
    await zoomOut.click()
    await expect.poll(width).toBeLessThan(before)
    await manager.page.keyboard.press('Control+0')
    await expect.poll(width).toBe(before)
    // Words are found on all pages, from the one that is shown on, whatever letters they are typed with.
    await number.fill('7')
    await number.press('Enter')
    await manager.page.keyboard.press('Control+f')
    const field = dialog.getByRole('textbox', { name: say('files:pdf.find.label') })
    await expect(field).toBeFocused()
    await field.fill('HIDROLIK presın')
    const place = dialog.getByRole('search').getByRole('status')
    await expect(place).toHaveText('7 / 40')
    const marks = () =>
      manager.page.evaluate(() =>
        ['pdf-current', 'pdf-found'].map(name => [...(CSS.highlights.get(name) ?? [])].map(String)),
      )
    const [current, others] = [0, 1]
    await expect.poll(async () => (await marks())[current]).toEqual(['Hidrolik presin'])
    expect((await marks())[others]).toContain('Hidrolik presin')
    await field.press('Shift+Enter')
    await expect(place).toHaveText('6 / 40')
    for (let i = 0; i < 5; i++) await field.press('Shift+Enter')
    await expect(place).toHaveText('1 / 40')
    await field.press('Shift+Enter')
    await expect(place).toHaveText('40 / 40')
    await expect(number).toHaveValue('40')
    await expect(group(40).getByText('Hidrolik presin')).toBeInViewport()
    await field.press('Enter')
    await expect(number).toHaveValue('1')
    await field.fill('böyle bir söz yok')
    await expect(place).toHaveText(say('files:pdf.find.none'))
    await expect.poll(async () => (await marks()).flat()).toEqual([])
    await field.press('Escape')
    await expect(field).toHaveCount(0)
    await expect(group(1)).toBeVisible()
    await manager.page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await opener('parolalı.pdf').click()
    await expect(dialog.getByText(say('files:pdf.protected'))).toBeVisible()
    await manager.page.keyboard.press('Escape')
  })

  await test.step('what stands in the PDF is found by search', async () => {
    const found = () => manager.ask('search.query', { words: 'hidrolik presin', limit: 5 })
    await expect
      .poll(async () => (await found()).groups.flatMap(({ hits }) => hits.map(({ title }) => title)), {
        timeout: 30_000,
      })
      .toContain('sözleşme.pdf')
    const { page } = manager
    await page.keyboard.press('Control+k')
    const { palette } = new Frame(page, words)
    await palette.fill('hidrolik presin bakımı')
    const hit = page.getByRole('option', { name: /^sözleşme\.pdf/ })
    await expect(hit.locator('mark')).toContainText(['Hidrolik', 'presin', 'bakımı'])
  })

  await test.step('in a low window what is found scrolls, and nothing around it', async () => {
    const { page } = manager
    const before = page.viewportSize()
    await page.setViewportSize({ width: 1200, height: 420 })
    await new Frame(page, words).palette.fill('')
    await expect(page.getByRole('option').nth(10)).toBeAttached()
    const scrolling = () =>
      page
        .getByRole('dialog')
        .evaluate(dialog =>
          [dialog, ...dialog.querySelectorAll('*')]
            .filter(
              one => one.scrollHeight > one.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(one).overflowY),
            )
            .map(one => one.getAttribute('role')),
        )
    expect(await scrolling()).toEqual(['listbox'])
    await page.keyboard.press('Escape')
    if (before) await page.setViewportSize(before)
  })
})
