import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/journey.ts'
import { people } from './fixtures/office.ts'
import type { Words } from './fixtures/words.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { NewAccount } from './pages/newAccount.ts'
import { Recovery } from './pages/recovery.ts'
import { SignIn } from './pages/signIn.ts'

const email = 'deniz.er@demo.pergel'
const first = 'kırmızı fener altıncı sokak'
const second = 'yağmurdan sonra açan çiçek'
const third = 'üç martı bir vapur iskelesi'

/** The admin window, the way the profile menu opens it. */
async function openAdminWindow(page: Page, { say, like }: Words): Promise<Page> {
  await page.getByRole('button', { name: like('app:topbar.profile') }).click()
  const opened = page.waitForEvent('popup')
  await page.getByRole('button', { name: say('admin:open'), exact: true }).click()
  return opened
}

test('somebody is invited, comes in on another computer, changes the password and gets back in by the recovery code', async ({
  open,
  office,
  words,
}) => {
  test.setTimeout(300_000)
  const { say } = words
  const [admin, guest] = await Promise.all([open('admin'), open()])
  let link = ''
  const window = await test.step('the administrator opens the admin window', async () => {
    const window = await openAdminWindow(admin.page, words)
    await expect(window.getByRole('heading', { level: 1, name: say('admin:people.title') })).toBeVisible()
    await expect(window.getByRole('row', { name: people.seller })).toBeVisible()
    return window
  })
  await test.step('and invites by e-mail address; without mail the link is there to hand on', async () => {
    await window.keyboard.press('n')
    const dialog = window.getByRole('dialog')
    await dialog.getByLabel(say('admin:people.form.emails')).fill(`Deniz Er <${email}>, bozuk`)
    await window.keyboard.press('Control+Enter')
    await expect(dialog.getByText(say('admin:people.form.emailsWrong', { count: 1, list: 'bozuk' }))).toBeVisible()
    await dialog.getByLabel(say('admin:people.form.emails')).fill(`Deniz Er <${email}>`)
    await dialog.getByRole('combobox', { name: say('admin:people.form.role') }).click()
    await window.getByRole('option', { name: say('server:roles.sales'), exact: true }).click()
    await window.keyboard.press('Control+Enter')
    link = await dialog.getByLabel(email, { exact: true }).inputValue()
    await dialog.getByRole('button', { name: say('admin:done'), exact: true }).click()
    await expect(window.getByRole('row', { name: email })).toContainText(say('admin:people.states.invited'))
  })
  const { page } = guest
  const account = new NewAccount(page, words)
  const recovery = new Recovery(page, words)
  await test.step('the guest pastes the link and sees who invited them to what', async () => {
    await new SignIn(page, words).title.waitFor()
    await account.press('session:links.haveLink')
    await account.fill({ 'session:paste.label': `<${link}>` })
    await account.press('session:paste.submit')
    await expect(account.heading('session:join.title')).toBeVisible()
    await expect(page.getByText(email)).toBeVisible()
    await expect(account.field('session:join.name')).toHaveValue('Deniz Er')
  })
  const code = await test.step('a password that is too easy is refused before it goes anywhere', async () => {
    await account.fill({ 'session:password': '1234567890', 'session:newPassword.again': '1234567890' })
    await account.press('session:join.submit')
    await expect(page.getByText(say('session:newPassword.broken.varied'))).toBeVisible()
    await account.fill({ 'session:password': first, 'session:newPassword.again': first })
    await account.press('session:join.submit')
    const code = await recovery.keep()
    await recovery.enter()
    await new Frame(page, words).module('lead').click()
    await expect(new List(page, words, 'lead').heading).toBeVisible()
    return code
  })
  await test.step('the administrator sees them active, and the link opens nothing twice', async () => {
    await window.reload()
    await expect(window.getByRole('row', { name: email })).toContainText(say('admin:people.states.active'))
    const token = link.slice(link.indexOf('#'))
    await page.goto(`${new URL(page.url()).origin}/#/join?server=${encodeURIComponent(office.url)}${token}`)
    await page.reload()
    await expect(page.getByText(say('session:reasons.linkUsed'))).toBeVisible()
  })
  await test.step('the password is changed on the account page', async () => {
    await page.goto(`${new URL(page.url()).origin}/#/account`)
    await page.getByRole('button', { name: say('account:password.open'), exact: true }).click()
    const fields = {
      'session:newPassword.label': second,
      'session:newPassword.again': second,
    }
    await account.fill({ 'account:password.now': 'yanlış', ...fields })
    await page.keyboard.press('Enter')
    await expect(page.getByText(say('account:password.nowWrong'))).toBeVisible()
    await account.fill({ 'account:password.now': first })
    await page.keyboard.press('Enter')
    await expect(new Frame(page, words).toast(say('account:password.done'))).toBeVisible()
  })
  const door = new SignIn(page, words)
  await test.step('signed out, the old password is wrong and the new one is forgotten', async () => {
    await page.getByRole('button', { name: words.like('app:topbar.profile') }).click()
    await page.getByRole('button', { name: say('app:actions.signOut'), exact: true }).click()
    await new Frame(page, words)
      .dialog(say('session:signOutAsk'))
      .getByRole('button', { name: say('app:actions.signOut') })
      .click()
    await expect(door.title).toBeVisible()
    await door.password.fill(first)
    await account.press('session:submit')
    await expect(page.getByText(say('session:reasons.failed'))).toBeVisible()
    await account.press('session:links.forgotten')
    await expect(account.heading('session:forgotten.title')).toBeVisible()
  })
  await test.step('the recovery code sets a third one, and a new code takes its place', async () => {
    await expect(account.field('session:email')).toHaveValue(email)
    await account.fill({
      'session:reset.code': code.toLowerCase().replaceAll('-', ' '),
      'session:newPassword.label': third,
      'session:newPassword.again': third,
    })
    await account.press('session:reset.submit')
    await expect(page.getByText(say('session:reset.kept'))).toBeVisible()
    expect(await recovery.keep()).not.toBe(code)
    await recovery.enter()
    await new Frame(page, words).module('lead').click()
    await expect(new List(page, words, 'lead').heading).toBeVisible()
  })
  await test.step('a closed account is told so, and only then', async () => {
    const row = window.getByRole('row', { name: email })
    await row.getByRole('button', { name: words.like('admin:people.actions.menu') }).click()
    await window.getByRole('menuitem', { name: say('admin:people.actions.deactivate'), exact: true }).click()
    await window
      .getByRole('dialog')
      .getByRole('button', { name: say('admin:people.actions.deactivate'), exact: true })
      .click()
    await expect(row).toContainText(say('admin:people.states.inactive'))
    await expect(door.title).toBeVisible({ timeout: 30_000 })
    await door.password.fill(third)
    await account.press('session:submit')
    await expect(page.getByText(say('session:reasons.inactive'))).toBeVisible()
  })
})

test('closing an account names the keys that its owner made, and ends them where that is wanted', async ({
  open,
  office,
  words,
}) => {
  test.setTimeout(300_000)
  const { say } = words
  const admin = await open('admin')
  const window = await openAdminWindow(admin.page, words)
  const row = window.getByRole('row', { name: people.operations })
  const dialog = window.getByRole('dialog')
  const deed = async (name: string) => {
    await row.getByRole('button', { name: words.like('admin:people.actions.menu') }).click()
    await window.getByRole('menuitem', { name: say(name), exact: true }).click()
  }
  await test.step('a colleague becomes an administrator', async () => {
    await deed('admin:people.actions.edit')
    await dialog.getByRole('combobox', { name: say('admin:people.form.role') }).click()
    await window.getByRole('option', { name: say('server:roles.admin'), exact: true }).click()
    await dialog.getByRole('button', { name: say('admin:people.form.save'), exact: true }).click()
    await expect(row).toContainText(say('server:roles.admin'))
  })
  const key = await test.step('and makes a key', async () => {
    const other = await openAdminWindow((await open('operations')).page, words)
    await other.getByRole('link', { name: say('admin:sections.keys'), exact: true }).click()
    await expect(other.getByRole('heading', { level: 1, name: say('admin:keys.title') })).toBeVisible()
    await other.keyboard.press('n')
    const form = other.getByRole('dialog')
    await form.getByRole('textbox', { name: say('admin:keys.form.name') }).fill('Stok aktarımı')
    await form.getByRole('combobox', { name: say('admin:keys.form.role') }).click()
    await other.getByRole('option', { name: say('server:roles.warehouse'), exact: true }).click()
    await other.keyboard.press('Control+Enter')
    return form.getByLabel(say('admin:keys.shown.key'), { exact: true }).inputValue()
  })
  const status = async () =>
    (await fetch(new URL('/api/v1/customers?limit=1', office.url), { headers: { authorization: `Bearer ${key}` } }))
      .status
  const live = () => dialog.getByText(say('admin:people.keysLive', { count: 1, list: 'Stok aktarımı' }))
  const close = () => dialog.getByRole('button', { name: say('admin:people.actions.deactivate'), exact: true }).click()
  await test.step('the account is closed, the key goes on', async () => {
    await deed('admin:people.actions.deactivate')
    await expect(live()).toBeVisible()
    await close()
    await expect(row).toContainText(say('admin:people.states.inactive'))
    expect(await status()).toBe(200)
  })
  await test.step('opened and closed again, with the key', async () => {
    await deed('admin:people.actions.activate')
    await expect(row).toContainText(say('admin:people.states.active'))
    await deed('admin:people.actions.deactivate')
    await dialog.getByRole('checkbox', { name: say('admin:people.keysRevoke', { count: 1 }) }).check()
    await close()
    await expect(row).toContainText(say('admin:people.states.inactive'))
    await expect(dialog).toHaveCount(0)
    expect(await status()).toBe(401)
  })
  await test.step('there is nothing left to say of keys', async () => {
    await deed('admin:people.actions.activate')
    await deed('admin:people.actions.deactivate')
    await expect(dialog.getByText(say('admin:people.deactivateUndo'))).toBeVisible()
    await expect(live()).toHaveCount(0)
  })
})

test('a key is made in the admin window, opens REST with its role, and nothing once it is revoked', async ({
  open,
  office,
  words,
}) => {
  const { say } = words
  const admin = await open('admin')
  const window = await openAdminWindow(admin.page, words)
  await window.getByRole('link', { name: say('admin:sections.keys'), exact: true }).click()
  await expect(window.getByRole('heading', { level: 1, name: say('admin:keys.title') })).toBeVisible()
  const dialog = window.getByRole('dialog')
  const ask = (key: string, path: string) =>
    fetch(new URL(path, office.url), { headers: { authorization: `Bearer ${key}` } })

  const key = await test.step('made with a name and a role, and shown once', async () => {
    await window.keyboard.press('n')
    await dialog.getByRole('textbox', { name: say('admin:keys.form.name') }).fill('Rapor aracı')
    await dialog.getByRole('combobox', { name: say('admin:keys.form.role') }).click()
    await window.getByRole('option', { name: say('server:roles.warehouse'), exact: true }).click()
    await window.keyboard.press('Control+Enter')
    const key = await dialog.getByLabel(say('admin:keys.shown.key'), { exact: true }).inputValue()
    await window.keyboard.press('Escape')
    await expect(window.getByText(say('admin:keys.shown.leaveHint'))).toBeVisible()
    await window.getByRole('button', { name: say('admin:keys.shown.stay'), exact: true }).click()
    await window.getByRole('button', { name: say('admin:keys.shown.done'), exact: true }).click()
    await expect(dialog).toHaveCount(0)
    await expect(window.getByText(key)).toHaveCount(0)
    return key
  })
  await test.step('it sees what its role sees', async () => {
    const customers = await ask(key, '/api/v1/customers?limit=1')
    expect(customers.status).toBe(200)
    expect(await customers.json()).toMatchObject({ items: [expect.any(Object)] })
    expect(await (await ask(key, '/api/v1/leads')).json()).toMatchObject({ items: [] })
  })
  await test.step('revoked, it opens nothing', async () => {
    await window.getByRole('button', { name: say('admin:keys.revokeOf', { name: 'Rapor aracı' }) }).click()
    await dialog.getByRole('button', { name: say('admin:keys.revoke'), exact: true }).click()
    await expect(dialog).toHaveCount(0)
    expect((await ask(key, '/api/v1/customers?limit=1')).status).toBe(401)
    await window.getByRole('checkbox', { name: say('admin:keys.revokedToo') }).check()
    await expect(window.getByRole('row', { name: 'Rapor aracı' })).toContainText(say('admin:keys.revoked'))
  })
})
