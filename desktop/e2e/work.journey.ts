import { expect, test } from './fixtures/journey.ts'
import { Frame } from './pages/frame.ts'
import { RecordPage } from './pages/record.ts'
import { Work } from './pages/work.ts'

const patiently = { timeout: 30_000 }
const subject = 'Çelik kapı teklifini sor'
/** As the demo company calls the seller and the manager. */
const [seller, manager] = ['Elif Kaya', 'Ahmet Işık']

test('a task is given to a colleague, who is told of it and ticks it off, and the giver is told', async ({
  open,
  words,
}) => {
  const [giving, doing] = await Promise.all([open('seller'), open('manager')])
  const [giver, doer] = [new Work(giving.page, words), new Work(doing.page, words)]
  const { say } = words
  const task = new RecordPage(doing.page, words, 'task', subject)

  await giver.clearBell(giving)
  await doer.clearBell(doing)

  await test.step('one line says what, when, how urgent and who, by keyboard', async () => {
    await giving.page.evaluate(() => {
      location.hash = '#/'
    })
    await expect(giver.heading).toBeVisible()
    await giving.page.keyboard.press('n')
    await expect(giver.line).toBeFocused()
    await giving.page.keyboard.type(`${subject} yarın 10:00 !yüksek @ahmet ışık`)
    await expect(giver.understood).toHaveCount(3)
    await expect(giver.understood.filter({ hasText: manager })).toBeVisible()
    await expect(giver.understood.filter({ hasText: say('work:due.tomorrow', { time: '10:00' }) })).toBeVisible()
    await giver.understood
      .filter({ hasText: words.choice('task', 'priority', 'high') })
      .getByRole('button')
      .click()
    await expect(giver.line).toHaveValue(/!yüksek/)
    await giver.line.fill(`${subject} yarın 10:00 @ahmet ışık`)
    await giving.page.keyboard.press('Enter')
    await expect(new Frame(giving.page, words).toast(say('work:tasks.added', { subject }))).toBeVisible()
    await giver.show('given')
    await expect(giver.task(subject)).toBeVisible()
  })

  await test.step('the bell of the colleague says so, and leads to the task', async () => {
    await expect(doer.bell(1)).toBeVisible(patiently)
    await doer.bell(1).press('Enter')
    await expect(doer.news('assigned', seller, subject)).toBeVisible()
    await doer.news('assigned', seller, subject).getByRole('link').click()
    await expect(task.heading).toBeVisible()
    await expect(doer.bell(0)).toBeVisible(patiently)
  })

  await test.step('it is ticked off, taken back, and ticked off again from the day', async () => {
    await task.button('work:tasks.finish').click()
    await expect(task.button('work:tasks.reopen')).toBeVisible()
    await new Frame(doing.page, words).undo(say('work:tasks.ticked', { subject }))
    await expect(task.button('work:tasks.finish')).toBeVisible()
    await doing.page.evaluate(() => {
      location.hash = '#/'
    })
    await doer.task(subject).focus()
    await doing.page.keyboard.press('Space')
    await expect(doer.task(subject)).toHaveCount(0)
  })

  await test.step('the giver is told, also who closed the app in between, and reads all at once', async () => {
    await expect(giver.bell(2)).toBeVisible(patiently)
    await expect(giver.task(subject)).toHaveCount(0)
    await giving.stop()
    await giving.start()
    await giver.bell(2).click()
    await expect(giver.news('done', manager, subject)).toHaveCount(2)
    await giver.panel.getByRole('button', { name: say('work:bell.readAll'), exact: true }).click()
    await expect(giver.bell(0)).toBeVisible(patiently)
    await expect(giver.news('done', manager, subject)).toHaveCount(2)
  })
})

test('without a network a reminder comes at its time, is put off, and the day goes on', async ({ open, words }) => {
  const desktop = await open('seller')
  const { page, wire } = desktop
  const work = new Work(page, words)
  const { say } = words
  await work.clearBell(desktop)
  wire.cut()
  await page.evaluate(() => {
    location.hash = '#/'
  })
  const due = new Date(Date.now() + 4_000).toISOString()
  const id = '01990000-0000-7000-8000-00000000ee01'
  const user = (await desktop.ask('session.state', {})).user?.id
  await desktop.ask('records.save', {
    kind: 'task',
    id,
    create: true,
    set: {
      subject: { value: 'Numuneyi hatırlat' },
      state: { value: 'open' },
      due: { value: due },
      assignees: { value: [user] },
    },
  })
  await expect(work.task('Numuneyi hatırlat')).toBeVisible()
  await expect(work.bell(1)).toBeVisible({ timeout: 60_000 })
  await work.bell(1).click()
  const reminder = work.panel.getByRole('listitem').filter({ hasText: 'Numuneyi hatırlat' })
  await reminder.getByRole('button', { name: say('work:reminder.hour'), exact: true }).click()
  await expect(work.bell(0)).toBeVisible(patiently)
  await page.keyboard.press('Escape')
  await expect(work.panel).toHaveCount(0)
  await work.tick('Numuneyi hatırlat').click()
  await expect(work.task('Numuneyi hatırlat')).toHaveCount(0)
})
