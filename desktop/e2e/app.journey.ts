import { access, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type App, type AppSettings, itemsOf, newProfile, startApp } from './fixtures/app.ts'
import { test as base, expect } from './fixtures/journey.ts'
import { password, people } from './fixtures/office.ts'
import { type Words, wordsIn } from './fixtures/words.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { SignIn } from './pages/signIn.ts'
import { Work } from './pages/work.ts'

/** The Electron app from outside: its real main, core, preload script and screens on a double of Electron. */
const test = base.extend<{ start: (settings?: AppSettings) => Promise<App> }>({
  start: async ({ browser, office }, use) => {
    const apps: App[] = []
    await use(async settings => {
      const app = await startApp(browser, { server: office.url, ...settings })
      apps.push(app)
      return app
    })
    for (const app of apps) await app.close()
  },
})
const admin = `${people.admin}:${password}`

test('the first use: signing in through the window shows the records, and secrets are kept by the system', async ({
  start,
  words,
}) => {
  const app = await start()
  const page = await app.page()
  await new SignIn(page, words).submit(people.admin, password)
  const leads = new List(page, words, 'lead')
  await expectDay(page, words)
  await new Frame(page, words).module('lead').click()
  await new Frame(page, words).expectSync('online')
  expect(await leads.count()).toBeGreaterThan(20)
  await expect
    .poll(() => app.trays[0]?.tooltip, { timeout: 60_000 })
    .toBe(`Pergel, ${words.say('desktop:tray.online')}`)
  const guarded = await readFile(join(app.profile, 'keys.protected.json'), 'utf8')
  for (const value of Object.values(JSON.parse(guarded) as Record<string, string>))
    expect(Buffer.from(value, 'base64').toString()).toMatch(/^protected:/)
  await expect(access(join(app.profile, 'keys.json'))).rejects.toThrow()
  expect((await app.ask('session.state', {})).weakKeyStore).toBe(false)
})

test('where the system keeps no secrets, the app says so', async ({ start }) => {
  const app = await start({ keyStore: 'basic_text' })
  await app.page()
  expect((await app.ask('session.state', {})).weakKeyStore).toBe(true)
})

test('menus and tray speak the language that is chosen, at once and at the next start', async ({ start, words }) => {
  const profile = await newProfile()
  const german = wordsIn('de')
  const labels = (app: App) => app.menu().map(({ label }) => label)
  const app = await start({ profile })
  await app.page()
  expect(labels(app)[0]).toBe(words.say('desktop:menu.file'))
  await app.ask('preferences.put', { language: 'de', theme: 'dark' })
  await expect.poll(() => labels(app)[0]).toBe(german.say('desktop:menu.file'))
  expect(app.trays[0]?.menu.at(-1)?.label).toBe(german.say('desktop:menu.quit'))
  expect(app.nativeTheme.themeSource).toBe('dark')
  await app.quit()
  const next = await start({ profile })
  expect(labels(next)[0] ?? german.say('desktop:menu.file')).toBe(german.say('desktop:menu.file'))
  await next.page()
  expect(labels(next)[0]).toBe(german.say('desktop:menu.file'))
  await next.quit()
  await rm(profile, { recursive: true, force: true })
})

test('the administration window is there for those who may run something, once', async ({ start }) => {
  const app = await start({ signIn: admin })
  const isOffered = () => itemsOf(app.menu()).find(({ id }) => id === 'admin')?.visible
  await expect.poll(isOffered, { timeout: 60_000 }).toBe(true)
  app.choose('admin')
  app.choose('admin')
  const page = await app.page(1)
  await expect(page.getByRole('navigation').first()).toBeVisible({ timeout: 60_000 })
  expect(app.windows).toHaveLength(2)
  const seller = await start({ signIn: `${people.seller}:${password}` })
  await (await seller.page()).getByRole('navigation').first().waitFor({ timeout: 60_000 })
  expect(itemsOf(seller.menu()).find(({ id }) => id === 'admin')?.visible).toBe(false)
})

test('a link opens its screen: from the start, from a second start, from the system; a bad one only shows the window', async ({
  start,
  words,
}) => {
  const machine = new Map()
  const profile = await newProfile()
  const app = await start({ machine, profile, signIn: admin, argv: ['pergel://customers'] })
  const page = await app.page()
  await expect(new List(page, words, 'customer').heading).toBeVisible({ timeout: 60_000 })

  const second = await start({ machine, profile, argv: ['--flag', 'pergel://leads'] })
  expect(await second.app.ended).toBe(0)
  expect(second.windows).toHaveLength(0)
  await expect(new List(page, words, 'lead').heading).toBeVisible()

  app.app.emit('open-url', { preventDefault: () => undefined }, 'pergel://customers')
  await expect(new List(page, words, 'customer').heading).toBeVisible()
  app.app.emit('open-url', { preventDefault: () => undefined }, 'pergel://leads/<script>')
  await (await start({ machine, profile, argv: ['file:///etc/passwd'] })).app.ended
  await expect(new List(page, words, 'customer').heading).toBeVisible()
  expect(app.windows).toHaveLength(1)
  await app.quit()
  await rm(profile, { recursive: true, force: true })
})

test('items of the menu reach the window', async ({ start, words }) => {
  const app = await start({ signIn: admin })
  const page = await app.page()
  await page.getByRole('navigation').first().waitFor({ timeout: 60_000 })
  app.choose('search')
  await expect(page.getByRole('combobox').or(page.getByRole('dialog')).first()).toBeVisible()
  await page.keyboard.press('Escape')
  app.choose('shortcuts')
  await expect(page.getByRole('heading', { name: words.say('app:help.title') })).toBeVisible()
})

test('the right button offers what can be done with text', async ({ start, words }) => {
  const app = await start()
  await app.page()
  const editFlags = { canCopy: true }
  app.window().webContents.emit('context-menu', {}, { isEditable: false, selectionText: '', editFlags })
  expect(app.popups).toEqual([])
  app.window().webContents.emit('context-menu', {}, { isEditable: false, selectionText: 'Kaya', editFlags })
  expect(app.popups.flat()).toMatchObject([{ role: 'copy', label: words.say('desktop:menu.copy') }])
})

test('core is told when the machine sleeps and wakes', async ({ start }) => {
  const app = await start()
  await app.page()
  const [core] = app.utilityProcess.running
  if (!core) throw new Error('core does not run')
  const told: unknown[] = []
  core.postMessage = message => void told.push(message)
  app.powerMonitor.emit('suspend')
  app.powerMonitor.emit('resume')
  Reflect.deleteProperty(core, 'postMessage')
  expect(told).toEqual([
    { t: 'value', name: 'power', value: { awake: false } },
    { t: 'value', name: 'power', value: { awake: true } },
  ])
})

test('a window comes back where it stood, unless that screen is gone', async ({ start }) => {
  const profile = await newProfile()
  const left = { x: 0, y: 0, width: 1920, height: 1040 }
  const right = { x: 1920, y: 0, width: 1920, height: 1040 }
  const bounds = { x: 2000, y: 60, width: 1000, height: 700 }
  const app = await start({ profile, displays: [left, right] })
  await app.page()
  app.window().moveTo(bounds)
  app.window().maximize()
  await app.quit()

  const next = await start({ profile, displays: [left, right] })
  await next.page()
  expect(next.window().options).toMatchObject(bounds)
  expect(next.window().isMaximized()).toBe(true)
  await next.quit()

  const alone = await start({ profile, displays: [left] })
  await alone.page()
  expect(alone.window().options.x).toBeUndefined()
  await alone.quit()
  await rm(profile, { recursive: true, force: true })
})

test('core that dies comes back: the window says so, then goes on, and what was kept is there', async ({
  start,
  words,
}) => {
  const app = await start({ signIn: admin })
  const page = await app.page()
  await expectDay(page, words)
  await app.ask('drafts.put', { key: 'journey', value: { name: 'Yarım kalan' } })
  app.utilityProcess.running[0]?.crash()
  await expect(page.getByText(words.say('app:starting.awayBar'))).toBeVisible()
  await expect(page.getByText(words.say('app:starting.awayBar'))).toBeHidden({ timeout: 60_000 })
  expect(app.utilityProcess.forked).toBe(2)
  expect(app.events).toContain('core.ended')
  expect(await app.ask('drafts.get', { key: 'journey' })).toEqual({ value: { name: 'Yarım kalan' } })
  await new Frame(page, words).expectSync('online')
  // Main follows the new core too. (The language is the person's, whom other journeys share.)
  await app.ask('preferences.put', { theme: 'dark' })
  await expect.poll(() => app.nativeTheme.themeSource).toBe('dark')
  await app.ask('preferences.put', { theme: 'system' })
})

test('a page that dies comes back where it was; one that keeps dying asks a person', async ({ start, words }) => {
  const app = await start({ signIn: admin })
  const page = await app.page()
  await expectDay(page, words)
  await page.evaluate(() => {
    location.hash = '#/customers'
  })
  await expect(new List(page, words, 'customer').heading).toBeVisible()
  const { webContents } = app.window()
  await webContents.crash()
  await expect(new List(await webContents.page(), words, 'customer').heading).toBeVisible({ timeout: 60_000 })
  expect(app.windows).toHaveLength(1)
  expect(app.questions).toEqual([])

  const gone = () => webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 1 })
  gone()
  gone()
  expect(app.questions).toEqual([])
  gone()
  await expect.poll(() => app.questions.length).toBe(1)
  expect(app.questions[0]?.message).toBe(words.say('desktop:windowGone.title'))
  await expect.poll(() => app.windows.length).toBe(0)
})

test('a window that hangs may be reloaded or waited for', async ({ start, words }) => {
  const app = await start()
  await app.page()
  app.window().emit('unresponsive')
  app.window().emit('unresponsive')
  await expect.poll(() => app.questions.length).toBe(1)
  expect(app.questions[0]?.buttons).toEqual([
    words.say('desktop:windowStuck.again'),
    words.say('desktop:windowStuck.close'),
  ])
})

test('quitting closes windows first, then core with its files, then the app', async ({ start }) => {
  const app = await start({ signIn: admin })
  await app.page()
  const order: string[] = []
  app.window().on('closed', () => order.push('window'))
  app.utilityProcess.running[0]?.on('exit', (code: number) => order.push(`core ${code}`))
  app.app.on('quit', () => order.push('app'))
  await app.quit()
  expect(order).toEqual(['window', 'core 0', 'app'])
  expect(app.trays[0]?.isDestroyed).toBe(true)
  expect(app.events).not.toContain('core.killed')
})

test('closing the last window ends the app, but not on macOS, where a click brings one back', async ({ start }) => {
  const app = await start()
  await app.page()
  await app.window().close()
  expect(await app.app.ended).toBe(0)

  const mac = await start({ platform: 'darwin' })
  await mac.page()
  await mac.window().close()
  expect(mac.app.exitCode).toBeUndefined()
  mac.app.emit('activate')
  await mac.page()
  expect(mac.windows).toHaveLength(1)
})

test('a profile that is in use asks what to do, in words', async ({ start, words }) => {
  const profile = await newProfile()
  const app = await start({ profile })
  await app.page()
  // Another machine's worth of locks, as the browser shell has: only core's own lock is in the way.
  const other = await start({ profile })
  await expect.poll(() => other.questions.length, { timeout: 60_000 }).toBe(1)
  expect(other.questions[0]).toMatchObject({
    message: words.say('desktop:notOpened.title'),
    detail: words.say('errors:storage.inUse'),
    buttons: [words.say('desktop:notOpened.again'), words.say('desktop:menu.quit')],
  })
  expect(await other.app.ended).toBe(0)
  await app.quit()
  await rm(profile, { recursive: true, force: true })
})

test('damaged settings are named, with what to do and what to leave alone', async ({ start, words }) => {
  const profile = await newProfile()
  const file = join(profile, 'profile.json')
  await writeFile(file, '{"device":')
  const app = await start({ profile })
  await expect.poll(() => app.questions.length, { timeout: 60_000 }).toBe(1)
  expect(app.questions[0]?.detail).toBe(words.say('desktop:notOpened.settings', { file }))
  expect(app.questions[0]?.detail).toContain(file)
  expect(await app.app.ended).toBe(0)
})

test('a profile folder that cannot be written is named, and opens once it can', async ({ start, words }) => {
  const place = await newProfile()
  // Where a folder should be: nobody can write into it, not even root.
  const blocked = join(place, 'blocked')
  await writeFile(blocked, '')
  const profile = join(blocked, 'desk')
  const app = await start({ profile })
  // As often as it is asked: try again.
  app.answers.push(...Array<number>(100).fill(0))
  await expect.poll(() => app.questions.length, { timeout: 60_000 }).toBeGreaterThan(0)
  expect(app.questions[0]?.detail).toBe(words.say('desktop:notOpened.readOnly', { folder: profile }))
  await rm(blocked)
  await expect(new SignIn(await app.page(), words).title).toBeVisible({ timeout: 60_000 })
})

test('a notification of core shows, and a click on it opens its record', async ({ start, words }) => {
  const app = await start({ signIn: admin })
  const page = await app.page()
  await expectDay(page, words)
  await app.ask('shell.notify', { title: 'Yeni aday', body: 'Size bir aday atandı.', route: 'customers' })
  expect(app.notices[0]).toMatchObject({
    isShown: true,
    options: { title: 'Yeni aday', body: 'Size bir aday atandı.' },
  })
  app.notices[0]?.emit('click')
  await expect(new List(page, words, 'customer').heading).toBeVisible()
})

/** Where whoever has signed in begins. */
const expectDay = (page: Page, words: Words) => expect(new Work(page, words).heading).toBeVisible({ timeout: 60_000 })
