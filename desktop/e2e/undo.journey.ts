import { expect, test } from './fixtures/journey.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { RecordPage } from './pages/record.ts'

const id = '01990000-0000-7000-8000-00000000f0d1'

test('Ctrl+Z takes back what was done in this session, says what and leads there; what is older it asks about first', async ({
  open,
  words,
}) => {
  const desktop = await open('seller')
  const { page, ask } = desktop
  const { say } = words
  const frame = new Frame(page, words)
  const lead = new RecordPage(page, words, 'lead', 'Geri Alınan Yapı')
  const go = (hash: string) =>
    page.evaluate(next => {
      location.hash = next
    }, hash)
  const values = { companyName: lead.title, phone: '0532 123 45 67', source: 'fair', status: 'new' }
  const set = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
  await ask('records.save', { kind: 'lead', id, create: true, set })
  const name = async () => (await ask('records.get', { kind: 'lead', id }))?.values['name']
  const edit = (value: string) => ask('records.save', { kind: 'lead', id, create: false, set: { name: { value } } })
  const what = `${say('operations:edit')} · ${lead.title}`

  await test.step('on another screen: named, and shown on request', async () => {
    await edit('Ayşe Kaya')
    await go('#/customers')
    await expect(new List(page, words, 'customer').heading).toBeVisible()
    await page.keyboard.press('Control+z')
    const toast = frame.toast(say('app:operations.undone', { what }))
    await expect(toast).toBeVisible()
    await toast.getByRole('button', { name: say('desk:undo.show'), exact: true }).click()
    await expect(lead.heading).toBeVisible()
    expect(await name()).toBeUndefined()
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(name).toBe('Ayşe Kaya')
    // What lies before one's eyes need not be shown.
    const again = frame.toast(say('desk:undo.redone', { what }))
    await expect(again).toBeVisible()
    await expect(again.getByRole('button', { name: say('desk:undo.show'), exact: true })).toHaveCount(0)
  })

  await test.step('after a restart: nothing is taken back before one has said so', async () => {
    await desktop.stop()
    await desktop.start()
    await new List(page, words, 'lead').grid.focus()
    await page.keyboard.press('Control+z')
    const toast = frame.toast(what)
    await expect(toast).toBeVisible()
    expect(await name()).toBe('Ayşe Kaya')
    await toast.getByRole('button', { name: say('app:actions.undo'), exact: true }).click()
    await expect(frame.toast(say('app:operations.undone', { what }))).toBeVisible()
    await expect.poll(name).toBeUndefined()
  })
})
