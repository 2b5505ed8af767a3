import { expect, test } from './fixtures/journey.ts'
import { password, people } from './fixtures/office.ts'
import { Form } from './pages/form.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { SignIn } from './pages/signIn.ts'

test('two companies on one computer: switching by keyboard, each with its own records and its own half-typed form', async ({
  open,
  words,
}) => {
  const { say, like } = words
  const desktop = await open('seller')
  const { page } = desktop
  const leads = new List(page, words, 'lead')
  const frame = new Frame(page, words)
  const profile = page.getByRole('button', { name: like('app:topbar.profile') })
  await expect(leads.grid.getByRole('row').nth(1)).toBeVisible()
  await frame.expectSync('online')

  await test.step('an account of another company is added without signing out', async () => {
    await profile.click()
    await page.getByRole('button', { name: say('account:accounts.add'), exact: true }).click()
    const door = new SignIn(page, words)
    await expect(page.getByRole('heading', { name: say('account:accounts.add') })).toBeVisible()
    await door.submit(people.founder, password)
    await expect(frame.rail.getByText('Yeni Şirket')).toBeVisible()
    await frame.module('lead').click()
    await expect(leads.heading).toBeVisible()
    const title = say('records:empty.title', { kind: words.one('lead').toLocaleLowerCase('tr') })
    await expect(page.getByRole('heading', { name: title })).toBeVisible()
  })
  await test.step('a form is left half typed', async () => {
    await page.evaluate(() => {
      location.hash = '#/leads/new'
    })
    await new Form(page, words, 'lead').fill({ companyName: 'Yarım Kalan Ltd.' })
  })
  await test.step('the switcher leads back by keyboard, and the first company is as it was', async () => {
    await profile.press('Enter')
    const list = page.getByRole('list', { name: say('account:accounts.label') })
    await list.getByRole('button').first().focus()
    await page.keyboard.press('ArrowDown')
    await expect(list.getByRole('button', { name: people.seller })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(frame.rail.getByText('Yeni Şirket')).toHaveCount(0)
    await frame.module('lead').click()
    await expect(leads.grid.getByRole('row').nth(1)).toBeVisible()
    expect((await desktop.ask('session.state', {})).user?.email).toBe(people.seller)
    await page.evaluate(() => {
      location.hash = '#/leads/new'
    })
    await expect(new Form(page, words, 'lead').field('companyName')).toHaveValue('')
    await expect(page.getByText(say('records:form.draftFound'))).toHaveCount(0)
    await frame.expectSync('online')
  })
  await test.step('the half-typed form waits in its own company', async () => {
    await profile.click()
    await page
      .getByRole('list', { name: say('account:accounts.label') })
      .getByRole('button', { name: people.founder })
      .click()
    await expect(frame.rail.getByText('Yeni Şirket')).toBeVisible()
    await page.evaluate(() => {
      location.hash = '#/leads/new'
    })
    await page.getByRole('button', { name: say('records:form.resume'), exact: true }).click()
    await expect(new Form(page, words, 'lead').field('companyName')).toHaveValue('Yarım Kalan Ltd.')
  })
  await test.step('an account is removed from this computer', async () => {
    await page.evaluate(() => {
      location.hash = '#/account'
    })
    const forget = page.getByRole('button', { name: new RegExp(`${people.seller}.*kaldır`) })
    await forget.click()
    await frame
      .dialog()
      .getByRole('button', { name: say('account:accounts.forget'), exact: true })
      .click()
    await expect(forget).toHaveCount(0)
    expect(await desktop.ask('accounts.list', {})).toHaveLength(1)
  })
})
