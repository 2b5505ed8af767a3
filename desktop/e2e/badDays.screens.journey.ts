import { connectionReasons } from '../core/api/troubles.ts'
import { expect, test } from './fixtures/journey.ts'
import { saidByCore } from './fixtures/saidByCore.ts'
import { inEveryLook } from './fixtures/sound.ts'
import { Frame } from './pages/frame.ts'
import { SignIn } from './pages/signIn.ts'

// Every screen six times, as in screens.journey.ts.
test.setTimeout(900_000)
// The longest files: at the end of a run one would keep the other worker waiting.
test.describe.configure({ mode: 'parallel' })

/** Those whose words are longest, and those that come while the line is there. */
const pictured = new Set(['certificateExpired', 'unstable', 'databaseFull'])
const whileOnline = new Set(['unstable', 'databaseFull', 'databaseBusy'])
const at = '2026-11-22T09:14:00.000Z'
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

test('every reason why a line does not hold, and everything a disk can refuse, is said on the screen', async ({
  open,
}, info) => {
  const seller = await open('seller')
  const { page } = seller
  const said = await saidByCore(seller)
  await inEveryLook(seller, info, async ({ words, go, see }) => {
    const { say } = words
    const frame = new Frame(page, words)
    const close = async () => {
      await page.keyboard.press('Escape')
      await expect(frame.dialog()).toHaveCount(0)
    }
    await go('#/leads')
    for (const reason of connectionReasons) {
      const connection = whileOnline.has(reason) ? 'online' : 'offline'
      said.sync({ connection, reason, waiting: 2, retryAt: new Date(Date.now() + 600_000).toISOString() })
      await frame.expectSync(connection, frame.waiting(2))
      await frame.sync.click()
      const details = frame.dialog()
      await expect(details.getByText(say(`problems:reasons.${reason}.what`))).toBeVisible()
      await expect(details.getByText(say(`problems:reasons.${reason}.todo`))).toBeVisible()
      await expect(
        details.getByText(say(`problems:${connection === 'online' ? 'safeSent' : 'safeHere'}`)),
      ).toBeVisible()
      if (pictured.has(reason)) await see(`bad-${reason}`, details)
      await close()
    }
    said.sync({})
    await frame.expectSync('online')

    for (const [code, fault] of [
      ['storage.full', 'full'],
      ['storage.readOnly', 'readOnly'],
      ['storage.failed', 'failed'],
    ] as const) {
      said.sync({ problem: { code } })
      const bar = page.getByRole('alert').filter({ hasText: say(`problems:file.now.${fault}`) })
      await expect(bar).toBeVisible()
      if (fault === 'failed') await see('bad-disk', bar)
    }
    for (const hours of [-3, 30]) {
      said.sync({ clockSkew: hours * 3_600_000 })
      const way = hours > 0 ? 'ahead' : 'behind'
      const time = say('problems:clock.hours', { count: Math.abs(hours) })
      const bar = page.getByRole('status').filter({ hasText: say(`problems:clock.${way}`, { time }) })
      await expect(bar).toBeVisible()
      if (hours > 0) await see('bad-clock', bar)
    }

    // What is not here yet may still be on its way.
    said.sync({ firstSync: { done: 42_310, total: 118_400, perSecond: 9_800 } })
    await go('#/leads?q=b%C3%B6yle%20bir%20kay%C4%B1t%20yok')
    await see('first-copy', page.getByRole('main').getByRole('heading', { name: say('sync:firstSync.title') }))
    await go('#/leads')

    const saved = [
      { label: 'edit', at: ago(4), kind: 'customer', titles: ['Çınar Makina Sanayi A.Ş.'] },
      { label: 'create', at: ago(11), kind: 'lead', titles: ['Işık Otomasyon'] },
    ]
    for (const [code, told] of [
      ['storage.damaged', { saved, savedCount: 2, lost: 1 }],
      ['storage.wrongKey', { saved: [], savedCount: 0 }],
    ] as const) {
      // What becomes of a file is looked at once.
      await page.reload()
      said.sync({ problem: { code } })
      said.answer('file.damage', { value: { problem: { code }, ...told, saved: [...told.saved] } })
      await page.getByRole('button', { name: say('problems:file.look'), exact: true }).click()
      const words = 'lost' in told ? say('problems:file.lost', { count: 1 }) : say('problems:file.unknown')
      await see(`bad-${code.slice('storage.'.length)}`, frame.dialog().getByText(words))
      await close()
      said.answer('file.damage', undefined)
    }
    said.sync({})

    said.answer('problems.crashed', { value: { id: '5f0c91ab' } })
    said.answer('records.list', { value: { rows: null } as never })
    await go('#/customers')
    await see('bad-screen', page.getByText(say('problems:crash.id', { id: '5f0c91ab' })))
    said.answer('records.list', undefined)
    await page.reload()
    await expect(page.getByRole('grid')).toBeVisible()
  })
})

test('a report carries date, time, the last error and durations, and shows its file before it goes', async ({
  open,
  words,
}) => {
  const seller = await open('seller')
  const { page } = seller
  const said = await saidByCore(seller)
  const { say } = words
  const last = { id: '3be1907c', code: 'storage.full', at, where: 'records.save' }
  const calls = [{ name: 'records.list', calls: 9, failed: 0, p50: 3, p95: 14, longest: 812.4 }]
  said.answer('problems.bundle', { value: { text: JSON.stringify({ calls }), last } })
  await page.keyboard.press('Control+Shift+KeyB')
  const dialog = page.getByRole('dialog')
  await dialog.getByText(say('problems:report.sorts.slow'), { exact: true }).click()
  await expect(dialog.getByText(say('problems:report.slowAdvice'))).toBeVisible()
  await dialog.getByLabel(say('problems:report.what')).fill('Liste çok yavaş')
  const text = dialog.getByRole('region', { name: say('problems:report.text') })
  await expect(text).toContainText(/\d\d \S+ \d{4} \d\d:\d\d/)
  await expect(text).toContainText('storage.full (3be1907c)')
  await expect(text).toContainText(say('problems:report.lines.times', { times: 'records.list 812 ms' }))
  await expect(text).toContainText('Liste çok yavaş')
  await dialog.getByRole('button', { name: say('problems:report.show'), exact: true }).click()
  await expect(dialog.getByRole('region', { name: say('problems:report.file') })).toContainText('"loadedMs"')
})

test('a file that does not open is said at the door, with the way out', async ({ open }, info) => {
  const nobody = await open()
  const said = await saidByCore(nobody)
  const { page } = nobody
  await inEveryLook(nobody, info, async ({ words, see }) => {
    await expect(new SignIn(page, words).title).toBeVisible()
    said.session({ problem: { code: 'storage.wrongKey' } })
    await see('bad-door', page.getByRole('button', { name: words.say('problems:file.look'), exact: true }))
    said.session({})
  })
})
