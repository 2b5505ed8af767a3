import { hostname } from 'node:os'
import { uuidv7 } from '../../shared/ids.ts'
import type { Desktop } from './fixtures/desktop.ts'
import { expect, test } from './fixtures/journey.ts'
import type { Words } from './fixtures/words.ts'
import { Clashes } from './pages/clashes.ts'
import { Form } from './pages/form.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { RecordPage } from './pages/record.ts'

const [made, made2] = ['Öz Çelik Kapı', 'Işıldak Aydınlatma']

const set = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
async function newLead({ ask }: Desktop, companyName: string): Promise<string> {
  const id = uuidv7()
  const values = { companyName, phone: '0532 123 45 67', source: 'fair', status: 'new' }
  await ask('records.save', { kind: 'lead', id, create: true, set: set(values) })
  return id
}
const editSource = ({ ask }: Desktop, id: string, base: string, value: string) =>
  ask('records.save', { kind: 'lead', id, create: false, set: { source: { base, value } } })

/** What this journey sees of one person's screen. */
const screenOf = ({ page }: Desktop, words: Words) => ({
  page,
  frame: new Frame(page, words),
  leads: new List(page, words, 'lead'),
  form: new Form(page, words, 'lead'),
  lead: (title: string) => new RecordPage(page, words, 'lead', title),
})

test('two desktops: seen at once, worked on apart, equal afterwards, and there again without the server', async ({
  open,
  words,
}) => {
  const [sellers, managers] = await Promise.all([open('seller'), open('manager')])
  const [seller, manager] = [screenOf(sellers, words), screenOf(managers, words)]

  await test.step('the seller writes a lead, the manager has it without reloading', async () => {
    await expect(manager.leads.grid).toBeVisible()
    await manager.leads.search.fill('oz celik')
    await expect(manager.leads.grid.getByRole('row')).toHaveCount(0)
    await seller.leads.create.click()
    await expect(seller.form.missing).toHaveText(words.say('records:form.missing', { count: 3 }))
    for (const name of ['status', 'source'])
      await expect(seller.form.field(name)).toHaveAttribute('aria-required', 'true')
    await expect(seller.form.field('companyName')).toBeFocused()

    await seller.form.button('save').click()
    await expect(seller.form.errors).toBeVisible()
    await expect(seller.form.field('source')).toHaveAccessibleDescription(words.say('errors:fieldErrors.required'))
    await expect(seller.form.field('source')).toHaveAttribute('aria-invalid', 'true')

    await seller.form.fill({ companyName: made, phone: '532 1' })
    await seller.form.choose('source', 'fair')
    await seller.form.field('email').focus()
    await expect(seller.form.field('phone')).toHaveAccessibleDescription(
      new RegExp(words.say('errors:fieldErrors.badPhone')),
    )
    await seller.form.fill({ phone: '532 123 45 67' })
    await seller.form.button('save').click()
    await expect(seller.lead(made).heading).toBeVisible()

    await expect(manager.leads.row(made)).toBeVisible()
    await manager.leads.open(made)
    await expect(manager.lead(made).field('phone')).toContainText('0532 123 45 67')
  })

  await test.step('without a network both go on working', async () => {
    await seller.frame.expectSync('online')
    for (const { wire } of [sellers, managers]) wire.cut()
    await Promise.all([seller.frame.expectSync('offline'), manager.frame.expectSync('offline')])

    // Different fields of one record.
    await seller.lead(made).edit('name', 'Ayşe Kaya')
    await expect(seller.lead(made).field('name')).toContainText('Ayşe Kaya')
    await manager.lead(made).edit('position', 'Müdür')
    // The same field.
    await seller.lead(made).edit('companyName', `${made} A.Ş.`)
    await manager.lead(made).edit('companyName', 'Özçelik Ltd.')
    await expect(manager.lead('Özçelik Ltd.').heading).toBeVisible()
    // A tag that is new, and a record that is.
    await seller.lead(`${made} A.Ş.`).tag('Öncelikli')
    await manager.leads.create.click()
    await manager.form.fill({ companyName: made2, email: 'info@isildak.example' })
    await manager.form.choose('source', 'visit')
    await manager.form.button('save').click()
    await expect(manager.lead(made2).heading).toBeVisible()
    await manager.lead(made2).button('records:actions.archive').click()
    await expect(manager.lead(made2).panel.getByText(words.say('records:archived.is'), { exact: true })).toBeVisible()

    await seller.frame.expectSync('offline', seller.frame.waiting(4))
    await manager.frame.expectSync('offline', manager.frame.waiting(4))
  })

  await test.step('plugged in again both are equal, and the clash shows both values', async () => {
    // The seller's plug first: their value is the one that stands.
    sellers.wire.mend()
    await seller.frame.expectSync('online')
    managers.wire.mend()
    await manager.frame.expectSync('online', words.say('sync:clashes', { count: 1 }))

    await manager.frame.showTrouble('clashes')
    const clashes = new Clashes(manager.page, words)
    const card = clashes.card(`${made} A.Ş.`)
    await expect(card.side('theirs')).toContainText(`${made} A.Ş.`)
    await expect(card.side('theirs')).toContainText(words.say('sync:clashList.standsNow'))
    await expect(card.side('theirs')).toContainText(words.say('sync:clashList.fromDevice', { device: hostname() }))
    await expect(card.side('yours')).toContainText('Özçelik Ltd.')

    const shown = await Promise.all(
      [seller, manager].map(async ({ leads, lead, page }) => {
        await page.goto(new URL('#/leads', page.url()).href)
        await leads.search.fill(made)
        await leads.open(`${made} A.Ş.`)
        const { panel } = lead(`${made} A.Ş.`)
        await expect(lead(`${made} A.Ş.`).field('name')).toContainText('Ayşe Kaya')
        await expect(lead(`${made} A.Ş.`).field('position')).toContainText('Müdür')
        await expect(panel.getByText('Öncelikli').first()).toBeVisible()
        return lead(`${made} A.Ş.`).values()
      }),
    )
    expect(shown[0]).toEqual(shown[1])
  })

  await test.step('one click swaps the clash, and the other desktop follows; another one swaps it back', async () => {
    await manager.frame.showTrouble('clashes')
    const clashes = new Clashes(manager.page, words)
    await clashes.card(`${made} A.Ş.`).button('takeMine').click()
    await expect(seller.lead('Özçelik Ltd.').heading).toBeVisible()
    const clash = clashes.card('Özçelik Ltd.')
    await expect(clash.side('yours')).toContainText(words.say('sync:clashList.standsNow'))
    await clash.button('swapBack').click()
    await expect(seller.lead(`${made} A.Ş.`).heading).toBeVisible()
    await manager.frame.expectSync('online')
    await seller.frame.expectSync('online')
  })

  await test.step('ten clashes at once are settled at once, by keyboard, and that is undone as one', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, (_, at) => newLead(sellers, `Toplu ${at}`)))
    const sources = async ({ ask }: Desktop) =>
      Promise.all(ids.map(async id => (await ask('records.get', { kind: 'lead', id }))?.values['source']))
    await expect.poll(() => sources(managers)).toEqual(ids.map(() => 'fair'))
    managers.wire.cut()
    await manager.frame.expectSync('offline')
    for (const [desktop, value] of [
      [managers, 'google'],
      [sellers, 'referral'],
    ] as const)
      for (const id of ids) await editSource(desktop, id, 'fair', value)
    await expect.poll(() => sources(sellers)).toEqual(ids.map(() => 'referral'))
    await seller.frame.expectSync('online')
    managers.wire.mend()
    await manager.frame.expectSync('online', words.say('sync:clashes', { count: 10 }))
    await manager.frame.showTrouble('clashes')
    const desk = new Clashes(manager.page, words)
    await desk.all.focus()
    await manager.page.keyboard.press('Space')
    await desk.many('takeMine').press('Enter')
    const settled = words.say('desk:clash.settledMany', { count: 10, shown: '10' })
    await expect(manager.frame.toast(settled)).toBeVisible()
    await expect.poll(() => sources(sellers)).toEqual(ids.map(() => 'google'))
    await manager.frame.expectSync('online')
    await manager.frame.undo(settled)
    await expect.poll(() => sources(sellers)).toEqual(ids.map(() => 'referral'))
    await manager.frame.expectSync('online')
    await seller.frame.expectSync('online')
  })

  await test.step('closed and started again without a server, list and record are there', async () => {
    await Promise.all([sellers.stop(), managers.stop()])
    for (const { wire } of [sellers, managers]) wire.cut()
    await Promise.all([sellers.start(), managers.start()])
    for (const { page, leads, lead, frame } of [seller, manager]) {
      await page.goto(new URL('#/leads', page.url()).href)
      await leads.search.fill('oz celik')
      await leads.open(`${made} A.Ş.`)
      await expect(lead(`${made} A.Ş.`).field('name')).toContainText('Ayşe Kaya')
      await frame.expectSync('offline')
    }
    // What the manager archived is in the archive of the other desktop too, where the role shows it.
    await manager.leads.search.fill('isildak')
    await expect(manager.leads.noHits('isildak')).toBeVisible()
  })
})
