import { test } from './fixtures/journey.ts'
import { inEveryLook } from './fixtures/sound.ts'
import { Frame } from './pages/frame.ts'
import { RecordPage } from './pages/record.ts'

// Every screen six times.
test.setTimeout(600_000)

const id = '01990000-0000-7000-8000-00000000a501'

test('the first steps, favourites in the palette, shortcuts found, and a record on its map', async ({ open }, info) => {
  const seller = await open('seller')
  const { page, ask } = seller
  const title = 'Haritalı Yapı'
  const address = { line: 'Gül Sok. 4', district: 'Kadıköy', province: '34' }
  const values = { companyName: title, phone: '0532 123 45 67', source: 'fair', status: 'new', address }
  const set = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
  await ask('records.save', { kind: 'lead', id, create: true, set })
  await inEveryLook(seller, info, async ({ words, go, see }) => {
    const { say } = words
    const frame = new Frame(page, words)
    const lead = new RecordPage(page, words, 'lead', title)
    await go('#/')
    await see('first-steps', page.getByRole('region', { name: say('tour:title'), exact: true }))
    await page.keyboard.press('?')
    await frame.dialog().getByRole('textbox').fill(say('app:help.keys.ctrl'))
    await see('help-found', frame.dialog().getByText(say('app:help.palette')))
    await page.keyboard.press('Escape')
    await go(`#/leads/${id}`)
    const place = lead.panel.getByRole('region', { name: words.field('lead', 'location') })
    await place.scrollIntoViewIfNeeded()
    await see('record-place', place.getByRole('button', { name: say('map:pin', { title }) }))
  })
})
