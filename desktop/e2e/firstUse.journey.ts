import { expect, test } from './fixtures/journey.ts'
import { password, people } from './fixtures/office.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { SignIn } from './pages/signIn.ts'

test('the first use: a wrong password says what to do, the right one opens the day', async ({ open, words }) => {
  const { page } = await open()
  const door = new SignIn(page, words)
  await expect(door.title).toBeVisible()
  await page.getByRole('button', { name: words.say('session:submit'), exact: true }).click()
  await expect(page.getByText(words.say('session:emailMissing'))).toBeVisible()
  await expect(door.email).toBeFocused()

  await door.submit(people.admin, `${password}x`)
  await expect(door.problem).toHaveText(words.say('session:reasons.failed'))
  await expect(door.email).toHaveValue(people.admin)
  await expect(door.password).toBeFocused()

  await door.submit(people.admin, password)
  const leads = new List(page, words, 'lead')
  await expect(page.getByRole('heading', { name: words.say('work:home.title'), level: 1 })).toBeVisible()
  await new Frame(page, words).module('lead').click()
  await expect(leads.heading).toBeVisible()
  await expect(leads.grid.getByRole('row').nth(1)).toBeVisible()
  const frame = new Frame(page, words)
  await frame.expectSync('online')
  await expect(page).not.toHaveURL(/token/)
  expect(await leads.count()).toBeGreaterThan(20)

  await page.reload()
  await expect(leads.heading).toBeVisible()
})
