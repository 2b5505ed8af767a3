import { expect, test } from './fixtures/journey.ts'
import { Form } from './pages/form.ts'
import { List } from './pages/list.ts'
import { RecordPage } from './pages/record.ts'

test('what was typed survives a power cut and is offered back', async ({ open, words }) => {
  const desktop = await open('seller')
  const { page, ask } = desktop
  const leads = new List(page, words, 'lead')
  const form = new Form(page, words, 'lead')
  const found = page.getByText(words.say('records:form.draftFound'))
  const resume = page.getByRole('button', { name: words.say('records:form.resume'), exact: true })
  const kept = async () => JSON.stringify((await ask('drafts.get', { key: 'form.lead.new' }))?.value ?? '')

  await leads.create.click()
  await form.fill({ companyName: 'Yarım Kalan Ticaret', phone: '0216 555 44 33' })
  await form.choose('source', 'referral')
  await form.fill({ privateNotes: 'Salı günü yeniden aranacak' })
  await expect.poll(kept).toContain('Salı günü yeniden aranacak')

  await test.step('the window is reloaded', async () => {
    await page.reload()
    await expect(found).toBeVisible()
    await expect(form.field('companyName')).toHaveValue('')
  })

  await test.step('the desktop is killed and started again', async () => {
    await desktop.kill()
    await desktop.start()
    await leads.create.click()
    await expect(found).toBeVisible()
    await resume.click()
    await expect(form.field('companyName')).toHaveValue('Yarım Kalan Ticaret')
    await expect(form.field('phone')).toHaveValue('0216 555 44 33')
    await expect(form.field('source')).toHaveValue(words.choice('lead', 'source', 'referral'))
    await expect(form.field('privateNotes')).toHaveValue('Salı günü yeniden aranacak')
  })

  await test.step('saved, it is a draft no more', async () => {
    await form.button('save').click()
    const lead = new RecordPage(page, words, 'lead', 'Yarım Kalan Ticaret')
    await expect(lead.heading).toBeVisible()
    await expect(lead.field('privateNotes')).toContainText('Salı günü')
    await page.goto(new URL('#/leads/new', page.url()).href)
    await expect(form.field('companyName')).toBeFocused()
    await expect.poll(kept).toBe('""')
    await expect(found).toHaveCount(0)
  })
})
