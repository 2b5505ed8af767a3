import { expect, test } from './fixtures/journey.ts'
import { inEveryLook } from './fixtures/sound.ts'
import { Frame } from './pages/frame.ts'
import { Work } from './pages/work.ts'

// Every screen six times.
test.setTimeout(600_000)

const id = (n: number) => `01990000-0000-7000-8000-00000000ec0${n}`

test('the day, the bell and tasks on a record, with and without something in them', async ({
  open,
  words: first,
}, info) => {
  const [seller, founder] = await Promise.all([open('seller'), open('founder')])
  const { page } = seller
  await new Work(page, first).clearBell(seller)
  const me = (await seller.ask('session.state', {})).user?.id
  const save = (kind: string, key: string, values: Record<string, unknown>) =>
    seller.ask('records.save', {
      kind,
      id: key,
      create: true,
      set: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
    })
  const away = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
  const lead = { kind: 'lead', id: id(1) }
  await save('lead', lead.id, {
    companyName: 'Günün Yapı',
    phone: '0532 123 45 67',
    source: 'fair',
    status: 'new',
    nextContactOn: away(0).slice(0, 10),
  })
  const task = { state: 'open', assignees: [me], parent: lead }
  await save('task', id(2), { ...task, subject: 'Gecikmiş iş', due: away(-50), priority: 'high' })
  await save('task', id(3), { ...task, subject: 'Bugünün işi', due: away(1) })
  await save('task', id(4), { ...task, subject: 'Az önceki iş', due: away(0.002) })
  await inEveryLook(seller, info, async ({ words, go, see }) => {
    const work = new Work(page, words)
    await go('#/')
    await see('home', work.task('Gecikmiş iş'))
    await work.line.fill('Ara yarın 10:00 !high')
    await see('home-line', work.understood.first())
    await work.line.fill('')
    await work.show('given')
    await see('home-given', page.getByRole('heading', { name: words.say('work:tasks.empty.given') }))
    await work.show('mine')
    await expect(work.bell(1)).toBeVisible({ timeout: 60_000 })
    await work.bell(1).click()
    await see('bell', work.panel.getByRole('listitem').first())
    await page.keyboard.press('Escape')
    await expect(new Frame(page, words).dialog()).toHaveCount(0)
    await go(`#/leads/${lead.id}?tab=notes`)
    await see('record-tasks', work.task('Gecikmiş iş'))
    await go(`#/tasks/${id(2)}`)
    await see('task', page.getByRole('button', { name: words.say('work:tasks.finish'), exact: true }))
    await go('#/account')
    await see('account-notices', page.getByRole('checkbox', { name: words.say('work:settings.quiet') }))
  })
  await inEveryLook(founder, info, async ({ words, go, see }) => {
    const work = new Work(founder.page, words)
    await go('#/')
    await see('home-empty', work.heading)
    await work.bell(0).click()
    await see('bell-empty', work.panel.getByText(words.say('work:bell.empty'), { exact: true }))
    await founder.page.keyboard.press('Escape')
    await expect(new Frame(founder.page, words).dialog()).toHaveCount(0)
  })
})
