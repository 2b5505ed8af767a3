import { openDesktop } from './fixtures/desktop.ts'
import { expect, test } from './fixtures/journey.ts'
import { openFreshServer } from './fixtures/office.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { NewAccount } from './pages/newAccount.ts'
import { Recovery } from './pages/recovery.ts'
import { SignIn } from './pages/signIn.ts'

const password = 'mavi kapı üçüncü kat'

test('the first company on a fresh server: the printed code, the recovery code kept, and in', async ({
  browser,
  words,
}) => {
  const { say } = words
  const server = await openFreshServer()
  const desktop = await openDesktop(server, browser)
  try {
    const { page } = desktop
    const setup = new NewAccount(page, words)
    await test.step('the app sees that there is no company and says what to type', async () => {
      await expect(setup.heading('session:setup.title')).toBeVisible()
      await setup.press('session:setup.submit')
      await expect(page.getByText(say('session:setup.codeMissing'))).toBeVisible()
      await expect(setup.field('session:setup.code')).toBeFocused()
    })
    await test.step('a wrong code is said beside it, and nothing that was typed is lost', async () => {
      await setup.fill({
        'session:setup.code': 'AAAAA-AAAAA-AAAAA-AAAAA',
        'session:setup.company': 'Işıldar Makina A.Ş.',
        'session:setup.name': 'Gülşen Işık',
        'session:setup.email': 'gulsen@isildar.example',
        'session:password': password,
        'session:newPassword.again': password,
      })
      await setup.press('session:setup.submit')
      await expect(page.getByText(say('session:reasons.setupCode'))).toBeVisible()
      await page.reload()
      await expect(setup.field('session:setup.company')).toHaveValue('Işıldar Makina A.Ş.')
      await expect(setup.field('session:setup.email')).toHaveValue('gulsen@isildar.example')
      await expect(setup.field('session:password')).toHaveValue('')
    })
    const recovery = new Recovery(page, words)
    await test.step('the printed code makes the company', async () => {
      await setup.fill({
        'session:setup.code': server.code.toLowerCase(),
        'session:password': password,
        'session:newPassword.again': password,
      })
      await setup.press('session:setup.submit')
      await expect(setup.heading('session:recovery.title')).toBeVisible()
    })
    await test.step('the recovery code has to be kept first', async () => {
      await recovery.enter()
      await expect(page.getByRole('textbox').first()).toBeFocused()
      await page.getByRole('button', { name: say('session:recovery.showAgain'), exact: true }).click()
      await recovery.keep()
      await recovery.enter()
      await new Frame(page, words).module('lead').click()
      await expect(new List(page, words, 'lead').heading).toBeVisible()
      await new Frame(page, words).expectSync('online')
    })
    await test.step('the company, its administrator and its time zone are there', async () => {
      const session = await desktop.ask('session.state', {})
      expect(session.company).toMatchObject({ name: 'Işıldar Makina A.Ş.', zone: 'Europe/Istanbul' })
      expect(session.viewer?.rights.abilities).toContain('admin')
    })
    await test.step('the code is used up: the next one who comes is shown the door', async () => {
      const second = await openDesktop(server, browser)
      try {
        const door = new SignIn(second.page, words)
        await expect(door.title).toBeVisible()
        await door.submit('gulsen@isildar.example', password)
        await new Frame(second.page, words).module('lead').click()
        await expect(new List(second.page, words, 'lead').heading).toBeVisible()
      } finally {
        await second.close()
      }
    })
  } finally {
    await desktop.close()
    await server.close()
  }
})
