import { expect, test } from './fixtures/journey.ts'
import { Form } from './pages/form.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { RecordPage } from './pages/record.ts'
import { StageRulesPage } from './pages/stageRules.ts'
import { Story } from './pages/story.ts'

test('an administrator says what moves a lead, and a seller who notes a call sees it moved', async ({
  open,
  words,
}) => {
  const [admin, seller] = await Promise.all([open('admin'), open('seller')])
  const { say, choice } = words
  const rules = new StageRulesPage(admin.page, words)
  const frame = new Frame(admin.page, words)

  await test.step('where there are no rules, the screen says what they are for; the form says what it lacks', async () => {
    await rules.open('lead')
    await expect(rules.section).toContainText(say('stages:empty.hint'))
    await rules.button('stages:add').click()
    await expect(rules.dialog.locator(':focus')).toHaveRole('combobox')
    await rules.save()
    await expect(rules.dialog.getByRole('alert')).toContainText(say('stages:form.to'))
    await expect(rules.dialog).toContainText(say('stages:form.wrong.to'))
    await rules.choose('of', say('stages:form.ofChoice', { field: words.field('activity', 'type') }))
    await rules.choose('is', choice('activity', 'type', 'call'), choice('activity', 'type', 'visit'))
    await rules.choose('from', choice('lead', 'status', 'new'))
    await rules.choose('to', choice('lead', 'status', 'contacted'))
    await rules.save()
    await expect(frame.toast(say('stages:added'))).toBeVisible()
    await expect(rules.rules).toHaveText([
      `İlk görüşme (Telefon veya Ziyaret) kaydedildiğinde ${words.field('lead', 'status')} Yeni ise ${choice('lead', 'status', 'contacted')} olur.`,
    ])
  })

  await test.step('a second rule waits for silence; the keyboard moves it up, and what was removed comes back', async () => {
    await rules.button('stages:add').click()
    await rules.event('silence')
    await rules.input('days').fill('on')
    await rules.choose('to', choice('lead', 'status', 'lost'))
    await rules.save()
    await expect(rules.dialog).toContainText(say('stages:form.wrong.days'))
    await rules.input('days').fill('45')
    await rules.save()
    await expect(rules.rules).toHaveCount(2)
    await expect(rules.rules.nth(1)).toContainText('45')
    await rules.rules.nth(1).press('Alt+ArrowUp')
    await expect(rules.rules.first()).toContainText('45')
    await expect(rules.rules.first()).toBeFocused()
    await rules.rules.first().dragTo(rules.rules.nth(1))
    await expect(rules.rules.nth(1)).toContainText('45')
    await rules.button('stages:up', { place: 2 }).click()
    await expect(rules.rules.first()).toContainText('45')
    await rules.button('stages:remove', { place: 1 }).click()
    await expect(rules.rules).toHaveCount(1)
    await expect(rules.rules.first()).toBeFocused()
    await admin.page.keyboard.press('Control+z')
    await expect(rules.rules).toHaveCount(2)
  })

  await test.step('it is changed, and a rule that leads nowhere any more says so', async () => {
    await rules.rules.first().click()
    await rules.input('days').fill('60')
    await rules.save()
    await expect(rules.rules.first()).toContainText('60')
    const [setting] = (await admin.ask('records.all', { kind: 'setting' })).filter(
      ({ values }) => values['key'] === 'stages.lead',
    )
    const held = setting?.values['value'] as { rules: object[] }
    const value = { rules: [...held.rules, { ...held.rules[1], to: 'bought' }, 'nonsense'] }
    await admin.ask('records.save', {
      ...{ kind: 'setting', id: setting?.id ?? '', create: false },
      set: { value: { base: held, value } },
    })
    await expect(rules.rules.nth(2)).toContainText(say('stages:problem.to'))
    await expect(rules.rules.nth(3)).toContainText(say('stages:problem.unreadable'))
    await rules.button('stages:remove', { place: 4 }).click()
    await rules.button('stages:remove', { place: 3 }).click()
    await expect(rules.rules).toHaveCount(2)
  })

  await test.step("the seller's call, noted without a network, moves the lead once it has reached the server", async () => {
    const leads = new List(seller.page, words, 'lead')
    const form = new Form(seller.page, words, 'lead')
    const lead = new RecordPage(seller.page, words, 'lead', 'Kuralla Yürüyen Yapı')
    const hers = new Frame(seller.page, words)
    await leads.create.click()
    await form.fill({ companyName: lead.title, email: 'bilgi@kuralla.example' })
    await form.choose('source', 'webForm')
    await form.button('save').click()
    await expect(lead.heading).toBeVisible()
    await hers.expectSync('online')
    seller.wire.cut()
    await hers.expectSync('offline')
    const story = new Story(seller.page, words, lead)
    await lead.panel.getByRole('button', { name: say('detail:note.open') }).click()
    await story.note.fill('Fiyat istedi')
    await lead.panel.getByRole('button', { name: say('detail:note.save'), exact: true }).click()
    await expect(await leads.cell(lead.title, words.field('lead', 'status'))).toHaveText(
      choice('lead', 'status', 'new'),
    )
    seller.wire.mend()
    await hers.expectSync('online')
    await expect(await leads.cell(lead.title, words.field('lead', 'status'))).toHaveText(
      choice('lead', 'status', 'contacted'),
    )
    await story.openTab(say('detail:tabs.timeline'))
    await expect(
      story.entries.filter({ hasText: say('operations:rule.event', { event: 'İlk görüşme' }) }),
    ).toContainText(say('records:history.system'))
  })

  await test.step('beside the rules, a field is dragged within its section and into the next one', async () => {
    await admin.page.getByText(say('stages:tab.fields'), { exact: true }).click()
    const card = (at: number) =>
      admin.page
        .getByRole('region')
        .filter({ has: admin.page.getByRole('list') })
        .nth(at)
    const fields = (at: number) => card(at).getByRole('listitem')
    const [first = '', second = '', third = ''] = await fields(0).allTextContents()
    await fields(0).nth(2).getByRole('button').dragTo(fields(0).first())
    await expect(fields(0)).toContainText([third, first, second])
    const [next = ''] = await fields(1).allTextContents()
    await fields(0).first().getByRole('button').dragTo(fields(1).first())
    await expect(fields(1)).toContainText([third, next])
    await expect(fields(0)).toContainText([first, second])
  })
})
