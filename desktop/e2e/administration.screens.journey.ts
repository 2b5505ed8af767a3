import type { Page } from '@playwright/test'
import { rulesHeld, stageRulesKey } from '../../shared/rules/stageRules.ts'
import { settingChange, settingOf } from '../../shared/settingChange.ts'
import type { Desktop } from './fixtures/desktop.ts'
import { expect, test } from './fixtures/journey.ts'
import { inEveryLook } from './fixtures/sound.ts'
import type { Words } from './fixtures/words.ts'
import { Frame } from './pages/frame.ts'
import { SignIn } from './pages/signIn.ts'
import { StageRulesPage } from './pages/stageRules.ts'

// Every screen six times, as in screens.journey.ts.
test.setTimeout(900_000)
// The longest files: at the end of a run one would keep the other worker waiting.
test.describe.configure({ mode: 'parallel' })

const newPassword = 'tepedeki beyaz değirmen'

/** What is common to the screens of this file: headings, buttons, dialogs that Esc closes. */
function screenOf(page: Page, { say }: Words) {
  const dialog = page.getByRole('dialog')
  return {
    dialog,
    heading: (key: string, params?: Record<string, unknown>) => page.getByRole('heading', { name: say(key, params) }),
    button: (key: string, params?: Record<string, unknown>) =>
      page.getByRole('button', { name: say(key, params), exact: true }),
    close: async () => {
      await page.keyboard.press('Escape')
      await expect(dialog).toHaveCount(0)
    },
  }
}

test('the ways in: finding the server, a link, a lost password, a new company, an invitation', async ({
  open,
  office,
}, info) => {
  const [nobody, admin] = await Promise.all([open(), open('admin')])
  const { page } = nobody
  const roles = () => admin.ask('records.all', { kind: 'role' })
  await expect.poll(roles).not.toEqual([])
  const [role] = await roles()
  const server = encodeURIComponent(office.url)
  await inEveryLook(nobody, info, async ({ words, go, see }) => {
    const { say, language } = words
    const { heading, button } = screenOf(page, words)
    await go('#/sign-in')
    await expect(new SignIn(page, words).title).toBeVisible()
    await button('session:serverChange').click()
    await see('door-find', heading('session:find.title'))
    await button('session:back').click()
    await button('session:links.haveLink').click()
    await page.getByLabel(say('session:paste.label'), { exact: true }).fill('bağlantı')
    await button('session:paste.submit').click()
    await see('door-paste', page.getByText(say('session:paste.wrong')).first())
    await go(`#/forgotten?server=${server}`)
    await see('door-forgotten', heading('session:forgotten.title'))
    await page.getByText(say('session:forgotten.byLink'), { exact: true }).click()
    await see('door-forgotten-link', button('session:forgotten.submit'))
    await go(`#/join?server=${server}#pgi_${'x'.repeat(43)}`)
    await see('door-join-broken', heading('session:join.brokenTitle'))

    const email = `davetli-${language}@demo.pergel`
    const { link = '' } = await admin.ask('people.invite', { email, name: 'Deniz', role: role?.id ?? '', language })
    await go(`#/join?server=${server}${link.slice(link.indexOf('#'))}`)
    await see('door-join', heading('session:join.title'))
    await button('session:join.submit').click()
    await see('door-join-errors', page.getByRole('alert'))
    await page.getByRole('textbox', { name: say('session:join.name') }).fill('Deniz Aydın')
    await page.getByLabel(say('session:password'), { exact: true }).fill(newPassword)
    await page.getByLabel(say('session:newPassword.again'), { exact: true }).fill(newPassword)
    await button('session:join.submit').click()
    await see('door-recovery', heading('session:recovery.title'))
    await go('#/sign-in')
    await expect(new SignIn(page, words).title).toBeVisible()
  })
})

test("one's own account and the administration window", async ({ open }, info) => {
  const [admin, seller] = await Promise.all([open('admin'), open('seller')])
  const { page } = admin
  await inEveryLook(admin, info, async ({ words, go, see }) => {
    const { heading, button, close, dialog } = screenOf(page, words)
    await go('#/account')
    await see('account', heading('account:devices.title'))
    await button('account:password.open').click()
    await see('account-password', page.getByLabel(words.say('account:password.now'), { exact: true }))
    await button('account:recovery.open').first().click()
    await see('account-recovery', dialog)
    await close()
    await page.getByRole('button', { name: words.like('app:topbar.profile') }).click()
    await button('problems:report.open').click()
    await see('report', dialog.last())
    await close()
    await go('#/leads')
    await new Frame(page, words).sync.click()
    await see('sync-admin', dialog)
    await close()
  })

  await haveBrokenRules(admin)
  await page.goto(`${new URL(page.url()).origin}/?window=admin#/people`)
  await inEveryLook(admin, info, async ({ words, go, see }) => {
    const { say } = words
    const rules = new StageRulesPage(page, words)
    const { heading, button, close, dialog } = screenOf(page, words)
    await go('#/people')
    await see('admin-people', page.getByRole('row').nth(1))
    await page
      .getByRole('button', { name: words.like('admin:people.actions.menu') })
      .last()
      .click()
    await see('admin-person-menu', page.getByRole('menu'))
    await page.keyboard.press('Escape')
    for (const deed of ['edit', 'reset', 'deactivate']) {
      await page
        .getByRole('button', { name: words.like('admin:people.actions.menu') })
        .last()
        .click()
      await page.getByRole('menuitem', { name: say(`admin:people.actions.${deed}`), exact: true }).click()
      await see(`admin-person-${deed}`, dialog)
      await close()
    }
    await button('admin:people.invite').click()
    await see('admin-invite', dialog)
    await button('admin:people.form.submit', { count: 1 }).click()
    await see('admin-invite-errors', page.getByRole('alert'))
    await close()
    await go('#/access')
    await see('admin-roles', heading('admin:access.title'))
    await go('#/company')
    await see('admin-company', heading('admin:company.title').first())
    await button('admin:company.supportEdit').click()
    await see('admin-support', page.getByRole('textbox', { name: say('admin:company.support') }))
    await button('app:actions.cancel').click()
    await go('#/fields')
    await see('admin-fields', heading('fields:title'))
    await page
      .getByRole('main')
      .getByRole('button', { name: say('fields:types.choice') })
      .first()
      .click()
    await see('admin-field', page.getByRole('complementary', { name: say('fields:inspector') }).getByRole('heading'))
    await button('fields:addField').click()
    await see('admin-field-form', dialog)
    await close()
    await rules.show('lead')
    await see('admin-rules-none', heading('stages:empty.title'))
    await rules.show('customer')
    await see('admin-rules', rules.rules.first())
    await rules.button('stages:add').click()
    await see('admin-rule-form', dialog)
    await rules.save()
    await see('admin-rule-errors', dialog.getByRole('alert'))
    await close()
    await rules.rules.first().click()
    await see('admin-rule-edit', dialog)
    await close()
    await rules.rules.nth(2).click()
    await see('admin-rule-silence', dialog)
    await close()
    await go('#/keys')
    await see('admin-keys', heading('admin:keys.title'))
    await button('admin:keys.create').first().click()
    await page.getByLabel(say('admin:keys.form.name'), { exact: true }).fill('Web')
    await page.getByRole('combobox', { name: say('admin:keys.form.role') }).click()
    await page.getByRole('option').first().click()
    await see('admin-key-form', dialog)
    await button('admin:keys.form.submit').click()
    await see('admin-key-made', page.getByText(say('admin:keys.shown.warning')))
    await button('admin:keys.shown.done').click()
    await expect(dialog).toHaveCount(0)
    await see('admin-keys-one', page.getByRole('row').nth(1))
    await page
      .getByRole('button', { name: words.like('admin:keys.revokeOf') })
      .first()
      .click()
    await see('admin-key-revoke', page.getByText(say('admin:keys.revokeHint')))
    await close()
    await go('#/teams')
    await see('admin-teams', heading('admin:title').or(page.getByRole('grid')).first())
    await go('#/own-fields')
    await see('admin-own-fields', page.getByRole('main').getByRole('heading').first())
  })
  await seller.page.goto(`${new URL(seller.page.url()).origin}/?window=admin`)
  await inEveryLook(seller, info, async ({ words, see }) => {
    await see('admin-not-for-you', seller.page.getByRole('heading', { name: words.say('admin:notForYou') }))
  })
})

/** Rules that do nothing, behind those of the demo company: one leads nowhere, one is none. */
async function haveBrokenRules({ ask }: Desktop) {
  const settings = await ask('records.all', { kind: 'setting' })
  const key = stageRulesKey('customer')
  const held = rulesHeld(settingOf(settings, key)).map(rule => rule.held)
  const change = settingChange(settings, key, { rules: [...held, { ...(held[1] as object), to: 'gone' }, 'x'] })
  if (change) await ask('records.save', change)
}
