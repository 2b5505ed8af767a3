import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/journey.ts'
import { password, people } from './fixtures/office.ts'
import type { Words } from './fixtures/words.ts'
import { Form } from './pages/form.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { SignIn } from './pages/signIn.ts'

const company = 'Karanfil Çiçekçilik'
const patiently = { timeout: 30_000 }

test('two people one after the other on one computer: nothing of the one is seen by the other, and it waits for its owner', async ({
  open,
  words,
}) => {
  const { say } = words
  const desktop = await open('seller')
  const { page, wire } = desktop
  const frame = new Frame(page, words)
  const leads = new List(page, words, 'lead')
  const form = new Form(page, words, 'lead')
  const go = (hash: string) =>
    page.evaluate(to => {
      location.hash = to
    }, hash)
  // Not by the words on screen: other journeys may have left them a clash.
  const online = () =>
    expect.poll(async () => (await desktop.ask('sync.state', {})).connection, patiently).toBe('online')
  const draftFound = page.getByText(say('records:form.draftFound'))
  await expect(leads.grid.getByRole('row').nth(1)).toBeVisible()
  await online()

  const own =
    await test.step('the first works without a network: a new record, opened, and a form half typed', async () => {
      wire.cut()
      await leads.create.click()
      await form.fill({ companyName: company, phone: '0216 555 44 33' })
      await form.choose('source', 'referral')
      await form.button('save').click()
      await expect(page.getByRole('heading', { name: company, level: 2 })).toBeVisible()
      const address = await page.evaluate(() => location.hash)
      await go('#/leads/new')
      await form.fill({ companyName: 'Yarım Kalan Ticaret' })
      await expect
        .poll(async () => JSON.stringify(await desktop.ask('drafts.get', { key: 'form.lead.new' })))
        .toContain('Yarım Kalan')
      await go('#/leads')
      await leads.search.fill('karanfil')
      await expect(leads.row(company)).toBeVisible()
      expect((await desktop.ask('sync.state', {})).waiting).toBe(1)
      return address
    })

  await test.step('the second signs in after them and sees nothing of it', async () => {
    await leave(page, words)
    wire.mend()
    await enter(page, words, people.otherSeller)
    await online()
    await expect(page.locator('#main')).toBeFocused()
    expect((await desktop.ask('sync.state', {})).waiting).toBe(0)

    await go('#/leads')
    await expect(leads.grid.getByRole('row').nth(1)).toBeVisible()
    await expect(leads.search).toHaveValue('')
    await leads.search.fill('karanfil')
    await expect(leads.noHits('karanfil')).toBeVisible()
    await expect(leads.row(company)).toHaveCount(0)

    await go('#/leads/new')
    await expect(form.field('companyName')).toHaveValue('')
    await expect(draftFound).toHaveCount(0)

    await go(own)
    await expect(page.getByRole('heading', { name: company })).toHaveCount(0)
    await expect(page.getByText(company)).toHaveCount(0)

    const found = await inPalette(page, frame)
    expect(found.recents).not.toContain(company)
    expect(found.hits).not.toContain(company)
    expect(JSON.stringify(await desktop.ask('operations.last', { limit: 50 }))).not.toContain(company)
  })

  await test.step('the first comes back: it is all there, and is sent', async () => {
    await leave(page, words)
    await enter(page, words, people.seller)
    await online()
    await expect.poll(async () => (await desktop.ask('sync.state', {})).waiting).toBe(0)
    expect(await desktop.ask('sync.state', {})).toMatchObject({ refused: 0, clashes: 0 })
    await go('#/leads')
    await leads.search.fill('karanfil')
    await expect(leads.row(company)).toBeVisible()
    const found = await inPalette(page, frame)
    expect(found.recents).toContain(company)
    expect(found.hits).toContain(company)
    await go('#/leads/new')
    await expect(draftFound).toBeVisible()
    await page.getByRole('button', { name: say('records:form.resume'), exact: true }).click()
    await expect(form.field('companyName')).toHaveValue('Yarım Kalan Ticaret')
  })
})

async function leave(page: Page, { say, like }: Words) {
  await page.getByRole('button', { name: like('app:topbar.profile') }).click()
  await page.getByRole('button', { name: say('app:actions.signOut'), exact: true }).click()
  await page
    .getByRole('dialog', { name: say('session:signOutAsk') })
    .getByRole('button', { name: say('app:actions.signOut'), exact: true })
    .click()
}

async function enter(page: Page, words: Words, email: string) {
  const door = new SignIn(page, words)
  await expect(door.title).toBeVisible()
  await page.getByRole('button', { name: words.say('session:otherAccount'), exact: true }).click()
  await door.submit(email, password)
}

/** What the palette offers before anything is typed, and for the name. */
async function inPalette(page: Page, frame: Frame): Promise<{ recents: string; hits: string }> {
  await page.keyboard.press('Control+k')
  await expect(frame.palette).toBeFocused()
  const list = page.getByRole('listbox')
  await expect(list.getByRole('option').first()).toBeVisible()
  const recents = await list.innerText()
  await frame.palette.fill('karanfil çiçek')
  // What was asked for a shorter text may still stand there.
  await page.waitForTimeout(1000)
  const hits = await frame.dialog().innerText()
  await page.keyboard.press('Escape')
  return { recents, hits }
}
