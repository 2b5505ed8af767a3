import type { Desktop } from './fixtures/desktop.ts'
import { expect, test } from './fixtures/journey.ts'
import { people } from './fixtures/office.ts'
import { inEveryLook, seen } from './fixtures/sound.ts'
import { wordsIn } from './fixtures/words.ts'
import { Board } from './pages/board.ts'
import { BulkDialog } from './pages/bulkDialog.ts'
import { Clashes } from './pages/clashes.ts'
import { Form } from './pages/form.ts'
import { Frame } from './pages/frame.ts'
import { List, paste } from './pages/list.ts'
import { RecordPage } from './pages/record.ts'
import { SignIn } from './pages/signIn.ts'

// Every screen six times.
test.setTimeout(900_000)
// The longest files: at the end of a run one would keep the other worker waiting.
test.describe.configure({ mode: 'parallel' })

const id = (n: number) => `01990000-0000-7000-8000-00000000f00${n}`
const clashing = { id: id(1), title: 'Çakışan Metal', mine: 'Çakışan Metal San. ve Tic.', theirs: 'Çakışan Metal A.Ş.' }
const gone = { id: id(2), title: 'Devredilen Tekstil' }
const wanting = { id: id(4), title: 'Eksilen Plastik', email: 'bilgi@eksilen.example', phone: '+905321234567' }

async function newLead({ ask }: Desktop, { id, title }: { id: string; title: string }) {
  const values = { companyName: title, phone: '0532 123 45 67', source: 'fair', status: 'new', name: 'Ayşe Kaya' }
  const set = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
  await ask('records.save', { kind: 'lead', id, create: true, set })
}
/** Its one point is red. */
const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='
const list = Buffer.from('firma;tutar\nIşık Yapı;1.250,00\n').toString('base64')
/** As a window gives it. */
async function addFile({ ask }: Desktop, lead: string, name: string, bytes: string) {
  const size = Buffer.from(bytes, 'base64').length
  const { id } = await ask('files.begin', { parent: { kind: 'lead', id: lead }, name, size })
  await ask('files.write', { id, offset: 0, bytes })
  await ask('files.finish', { id })
}
const change = ({ ask }: Desktop, id: string, field: string, base: unknown, value: unknown) =>
  ask('records.save', { kind: 'lead', id, create: false, set: { [field]: { base, value } } })

test('lists, records, forms and what floats over them', async ({ open }, info) => {
  const seller = await open('seller')
  const { page } = seller
  await newLead(seller, { id: id(3), title: 'Ekran Yapı' })
  await addFile(seller, id(3), 'Ekran 1.png', picture)
  await addFile(seller, id(3), 'Ekran 2.csv', list)
  await inEveryLook(seller, info, async ({ words, go, see }) => {
    const { say } = words
    const frame = new Frame(page, words)
    const leads = new List(page, words, 'lead')
    const lead = new RecordPage(page, words, 'lead', 'Ekran Yapı')
    const form = new Form(page, words, 'lead')
    const close = async () => {
      await page.keyboard.press('Escape')
      await expect(frame.dialog()).toHaveCount(0)
    }
    for (const kind of ['lead', 'customer', 'contact', 'address', 'note', 'activity', 'file']) {
      await frame.module(kind).click()
      await see(`list-${kind}`, new List(page, words, kind).grid.getByRole('row').nth(1))
    }

    await go('#/leads')
    await leads.openFilter(words.field('lead', 'status'))
    await see('filter-choices', page.getByRole('checkbox', { name: words.choice('lead', 'status', 'lost') }))
    await page.getByRole('checkbox', { name: words.choice('lead', 'status', 'new'), exact: true }).check()
    await close()
    await leads.openFilter(say('app:fields.createdAt'))
    await page.getByRole('button', { name: say('records:ranges.custom'), exact: true }).click()
    await see('filter-dates', page.getByLabel(say('records:filters.since'), { exact: true }))
    await close()
    const amount = words.field('lead', 'expectedAmount')
    await leads.openFilter(amount)
    await see('filter-amount', page.getByLabel(say('records:filters.operator', { field: amount })))
    await close()
    await leads.openFilter(say('app:fields.owner'))
    await see('filter-owner', page.getByRole('checkbox', { name: 'Elif Kaya' }))
    await close()
    await leads.filters.getByRole('button', { name: say('records:filters.add'), exact: true }).click()
    await see('filter-fields', page.getByRole('option').first())
    await page.keyboard.press('Escape')
    await leads.select('Ekran Yapı')
    await see('list-selected', leads.bulk)
    const bulk = new BulkDialog(page, words)
    await leads.bulk.getByRole('button', { name: say('bulk:actions.edit'), exact: true }).click()
    await see('bulk-empty', bulk.dialog)
    await bulk.field(words.field('lead', 'source'))
    await bulk.value.click()
    await page.getByRole('option', { name: words.choice('lead', 'source', 'google'), exact: true }).click()
    await see('bulk-preview', bulk.preview.getByRole('table'))
    await close()
    for (const intent of ['assign', 'tag', 'archive']) {
      await leads.bulk.getByRole('button', { name: say(`bulk:actions.${intent}`), exact: true }).click()
      // What is archived is known at once; the others ask first.
      const counted = say('bulk:preview.change', { count: 1, shown: '1' })
      await see(`bulk-${intent}`, intent === 'archive' ? bulk.preview.getByText(counted) : bulk.dialog)
      await close()
    }
    await leads.bulk.getByRole('button', { name: say('bulk:actions.clear') }).click()
    await leads.search.fill('böyle bir kayıt yok')
    await see('list-nothing-fits', page.getByText(say('records:empty.narrow')))
    await go('#/leads')
    await page.getByRole('button', { name: say('lists:columns.title'), exact: true }).click()
    await see('list-columns', page.getByRole('textbox', { name: say('lists:columns.search') }))
    await page.keyboard.press('Escape')

    await go('#/leads?q=ekran')
    const board = new Board(page, words, 'lead', 'status')
    await expect.poll(() => leads.count()).toBe(1)
    await leads.grid.focus()
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
    await page.keyboard.type('12')
    await page.keyboard.press('Enter')
    await see('list-cell', page.getByRole('alert').filter({ hasText: say('errors:fieldErrors.badPhone') }))
    await page.keyboard.press('Escape')
    await paste(page, 'a\tb\nc\td')
    await see('list-refused', frame.dialog(say('grid:refused.title', { count: 4, shown: '4' })))
    await close()
    await go('#/leads?g=status')
    await see('list-grouped', leads.grid.getByRole('row').nth(2))
    await go('#/leads?l=board&q=ekran')
    await see('board', board.card('new', 'Ekran Yapı'))
    await board.card('new', 'Ekran Yapı').focus()
    for (const key of [' ', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', ' ']) await page.keyboard.press(key)
    await see('board-missing', frame.dialog(say('grid:missing.title', { title: 'Ekran Yapı' })))
    await close()

    await go(`#/leads/${id(3)}`)
    await see('record-beside', lead.heading)
    await lead.pencil('source').click()
    await see('record-inline', page.getByRole('listbox'))
    await page.keyboard.press('Escape')
    for (const tab of ['contact', 'address', 'note', 'history']) {
      await go(`#/leads/${id(3)}?tab=${tab}`)
      const history = lead.history.getByRole('listitem').first()
      await see(`record-${tab}`, tab === 'history' ? history : lead.panel.getByRole('heading', { level: 2 }).last())
    }
    await go(`#/leads/${id(3)}?tab=note`)
    await lead.panel
      .getByRole('button', { name: new RegExp(words.one('note'), 'i') })
      .last()
      .click()
    await see('record-note-form', new Form(page, words, 'note').field('body'))
    await page.keyboard.press('Escape')
    await go(`#/leads/${id(3)}?tab=file`)
    await see('record-file', lead.panel.getByRole('article', { name: 'Ekran 1.png' }))
    await lead.panel.getByRole('button', { name: say('files:preview', { name: 'Ekran 1.png' }) }).click()
    await see('file-preview', frame.dialog().getByRole('img'))
    await close()
    await lead.panel.getByRole('button', { name: say('files:preview', { name: 'Ekran 2.csv' }) }).click()
    await see('file-preview-text', frame.dialog().getByText('firma;tutar'))
    await close()
    await go(`#/leads/${id(3)}/page`)
    await see('record-page', lead.heading)
    await lead.button('records:lead.convert').click()
    await see('convert', frame.dialog())
    await close()
    await go(`#/leads/${id(9)}`)
    await see('record-not-here', page.getByText(say('records:detail.notHere')))

    await go('#/leads/new')
    await see('form-new', form.field('companyName'))
    await form.fill({ phone: '0532 123 45 67' })
    await see('form-similar', page.getByRole('link', { name: 'Ekran Yapı' }))
    await form.fill({ phone: '' })
    await page
      .getByRole('button', { name: say('records:fields.openCalendar') })
      .first()
      .click()
    await see('form-calendar', page.getByRole('button', { name: say('records:fields.calendar.nextMonth') }))
    await page.keyboard.press('Escape')
    await form.button('save').click()
    await see('form-errors', form.errors)
    await form.fill({ companyName: 'Ekran' })
    await page.keyboard.press('Escape')
    await see('form-leave', frame.dialog(say('records:form.leaveTitle')))
    await frame
      .dialog()
      .getByRole('button', { name: say('records:form.leaveDiscard') })
      .click()
    await go('#/customers/new')
    await see('form-customer', new Form(page, words, 'customer').field('companyName'))
    await go(`#/leads/${id(3)}/edit`)
    await see('form-edit', form.field('companyName'))

    await go('#/operations')
    await see('operations', page.getByRole('main').getByRole('listitem').first())
    await go('#/gibt/es/nicht')
    await see('not-found', page.getByRole('heading', { name: say('app:problems.notFound') }))
    await go('#/leads')
    await page.keyboard.press('Control+k')
    await see('palette', frame.palette)
    await frame.palette.fill('yapi')
    await see('palette-found', page.getByRole('option', { name: /Yapı/ }).first())
    await frame.palette.fill('qqqqqq')
    await see('palette-nothing', page.getByText(say('search:nothing', { words: 'qqqqqq' })))
    await close()
    await page.keyboard.press('?')
    await see('help', frame.dialog(say('app:help.title')))
    await close()
    await frame.sync.click()
    await see('sync', frame.dialog())
    await close()
    await page.getByRole('button', { name: say('app:topbar.operations') }).click()
    await see('operations-menu', frame.dialog())
    await close()
    const profile = page.getByRole('button', { name: words.like('app:topbar.profile') })
    await profile.click()
    await see('profile', frame.dialog())
    await frame
      .dialog()
      .getByRole('button', { name: say('app:actions.signOut') })
      .click()
    await see('sign-out', frame.dialog(say('session:signOutAsk')))
    await close()
  })
})

test('clashes, refusals, being offline and being alone', async ({ open, words }, info) => {
  const [seller, manager] = await Promise.all([open('otherSeller'), open('manager')])
  const { page } = seller
  await test.step('three offline changes: one clashes, two are refused', async () => {
    const frame = new Frame(page, words)
    await newLead(seller, clashing)
    await newLead(seller, gone)
    await newLead(seller, wanting)
    await change(seller, wanting.id, 'email', undefined, wanting.email)
    await frame.expectSync('online')
    const theirs = () => manager.ask('records.get', { kind: 'lead', id: wanting.id })
    await expect.poll(async () => (await theirs())?.values['email']).toBe(wanting.email)
    seller.wire.cut()
    await frame.expectSync('offline')
    await change(seller, clashing.id, 'companyName', clashing.title, clashing.mine)
    await change(seller, gone.id, 'position', undefined, 'Satın alma')
    // Each takes away the one way to reach it that the other leaves.
    await change(seller, wanting.id, 'phone', wanting.phone, undefined)
    await change(manager, wanting.id, 'email', wanting.email, undefined)
    await change(manager, clashing.id, 'companyName', clashing.title, clashing.theirs)
    const users = await manager.ask('records.all', { kind: 'user' })
    const owner = users.find(({ values }) => values['email'] === people.seller)?.id
    await manager.ask('records.change', { label: 'assign', keys: [{ kind: 'lead', id: gone.id }], set: { owner } })
    await expect.poll(async () => (await manager.ask('operations.last', { limit: 1 }))[0]?.state).toBe('done')
    seller.wire.mend()
    await frame.expectSync('online', words.say('sync:refused', { count: 2 }), words.say('sync:clashes', { count: 1 }))
  })
  await inEveryLook(seller, info, async ({ words, go, see }) => {
    const { say } = words
    const frame = new Frame(page, words)
    await go('#/clashes')
    await see('clashes', new Clashes(page, words).card(clashing.theirs).card)
    await go(`#/leads/${clashing.id}`)
    await see('record-clash', page.getByRole('region', { name: words.like('records:clash.label') }))
    await go('#/refused')
    await see('refused', page.getByRole('main').getByRole('listitem').first())
    await page.getByRole('button', { name: say('sync:refusedList.mend'), exact: true }).click()
    await see('refused-mend', frame.dialog())
    await page.keyboard.press('Escape')
    await expect(frame.dialog()).toHaveCount(0)
    await page
      .getByRole('button', { name: say('sync:refusedList.discard'), exact: true })
      .first()
      .click()
    await see('refused-discard', frame.dialog())
    await page.keyboard.press('Escape')
    await frame.sync.click()
    await see('sync-trouble', frame.dialog())
    await page.keyboard.press('Escape')
  })
  seller.wire.cut()
  await inEveryLook(seller, info, async ({ words, go, see }) => {
    await go('#/leads')
    const frame = new Frame(page, words)
    await frame.expectSync('offline', words.say('sync:refused', { count: 2 }), words.say('sync:clashes', { count: 1 }))
    await see('offline', new List(page, words, 'lead').grid.getByRole('row').nth(1))
    await frame.sync.click()
    await see('offline-sync', frame.dialog())
    await page.keyboard.press('Escape')
  })
})

test('the door, a company without records, and a role that sees little', async ({ open }, info) => {
  const [nobody, founder, warehouse] = await Promise.all([open(), open('founder'), open('warehouse')])
  await inEveryLook(nobody, info, async ({ words, see }) => {
    const door = new SignIn(nobody.page, words)
    await see('sign-in', door.title)
    await door.submit(people.admin, 'yanlış parola')
    await see('sign-in-wrong', door.problem)
    await nobody.page.reload()
  })
  await inEveryLook(founder, info, async ({ words, go, see }) => {
    for (const kind of ['lead', 'customer', 'contact', 'tag']) {
      await new Frame(founder.page, words).module(kind).click()
      const title = words.about('records:empty.title', kind)
      await see(`empty-${kind}`, founder.page.getByRole('heading', { name: title }))
    }
    await go('#/clashes')
    await see('empty-clashes', founder.page.getByText(words.say('sync:clashList.empty'), { exact: true }))
    await go('#/refused')
    await see('empty-refused', founder.page.getByText(words.say('sync:refusedList.empty'), { exact: true }))
    await go('#/operations')
    await see('empty-operations', founder.page.getByText(words.say('app:operations.empty'), { exact: true }))
  })
  const { rows } = await warehouse.ask('records.list', {
    query: { kind: 'customer', filters: [], sort: { field: 'title', descending: false }, archived: 'without' },
    limit: 1,
  })
  await inEveryLook(warehouse, info, async ({ words, go, see }) => {
    await go(`#/customers/${rows[0]?.id}`)
    await see('record-read-only', warehouse.page.getByText(words.say('records:detail.readOnly')))
    await go('#/leads')
    await see('denied', warehouse.page.getByRole('heading', { name: words.say('app:problems.denied') }))
  })
  await test.step('the window outlives what runs behind it, and says so', async () => {
    await founder.kill()
    await expect(founder.page.getByText(wordsIn(seen.at(-1) ?? 'tr').say('app:starting.awayBar'))).toBeVisible({
      timeout: 30_000,
    })
  })
})
