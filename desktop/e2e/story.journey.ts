import { expect, test } from './fixtures/journey.ts'
import { Form } from './pages/form.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { RecordPage } from './pages/record.ts'
import { Story } from './pages/story.ts'

test('a call with its follow-up, a comment that mentions a colleague, and the story of it all, also without a network', async ({
  open,
  words,
}) => {
  const seller = await open('seller')
  const { page, wire } = seller
  const frame = new Frame(page, words)
  const leads = new List(page, words, 'lead')
  const name = 'Pınar Süt Ürünleri'
  const lead = new RecordPage(page, words, 'lead', name)
  const story = new Story(page, words, lead)
  const { say } = words

  await test.step('a new lead', async () => {
    const form = new Form(page, words, 'lead')
    await leads.create.click()
    await form.fill({ companyName: name, name: 'Ayşe Kaya', phone: '0532 111 22 44' })
    await form.choose('source', 'fair')
    await form.button('save').click()
    await expect(lead.heading).toBeVisible()
  })

  await test.step('by keyboard: one line, an outcome, a task that follows; Enter saves both', async () => {
    await lead.heading.click()
    await page.keyboard.press('c')
    await expect(story.note).toBeFocused()
    await page.keyboard.type('Fiyatı yüksek buldu')
    await story.outcome('callBack').press('Enter')
    await expect(story.followUp).toBeChecked()
    await story.task.fill('İndirimli fiyatla tekrar ara')
    await story.task.press('Enter')
    await expect(frame.toast(say('detail:note.doneWithTask'))).toBeVisible()
    await expect(story.note).toHaveCount(0)
  })

  await test.step('a phone number that is called offers the note; Esc leaves it', async () => {
    await lead
      .field('phone')
      .getByRole('link')
      .evaluate(link => {
        // Nobody answers here: the system's phone is not called.
        link.addEventListener('click', event => event.preventDefault(), { once: true })
      })
    await lead.field('phone').getByRole('link').click()
    await expect(lead.panel.getByText(say('detail:note.offered'))).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(story.note).toHaveCount(0)
    await expect(lead.heading).toBeVisible()
  })

  await test.step('a comment mentions a colleague by keyboard; who may not see the record is not offered', async () => {
    await story.openTab(words.many('comment'))
    await story.comment.click()
    await page.keyboard.type('Merhaba @dep')
    await expect(page.getByText(say('detail:comments.nobody', { name: 'dep' }))).toBeVisible()
    for (const _ of 'dep') await page.keyboard.press('Backspace')
    const [first] = await story.colleagues.allTextContents()
    expect(first).toBeDefined()
    await page.keyboard.press('Enter')
    await page.keyboard.type('bakar mısınız')
    await page.keyboard.press('Control+Enter')
    await expect(story.comments).toHaveCount(1)
    await expect(story.comments).toContainText(`Merhaba @${first} bakar mısınız`)
    await frame.expectSync('online')
  })

  await test.step('it is edited, taken away and brought back', async () => {
    await story.comments.hover()
    await story.comments.getByRole('button', { name: say('detail:comments.edit') }).click()
    await expect(story.comments.getByRole('textbox')).toBeFocused()
    await page.keyboard.type(' lütfen')
    await page.keyboard.press('Control+Enter')
    await expect(story.comments).toContainText('bakar mısınız lütfen')
    await story.comments.hover()
    await story.comments.getByRole('button', { name: say('detail:comments.remove') }).click()
    await expect(story.comments).toHaveCount(0)
    await frame.undo(say('detail:comments.removed'))
    await expect(story.comments).toHaveCount(1)
  })

  await test.step('the timeline tells all of it; one press shows one sort alone', async () => {
    await frame.expectSync('online')
    await story.openTab(say('detail:tabs.timeline'))
    for (const text of ['Fiyatı yüksek buldu', 'İndirimli fiyatla tekrar ara', 'bakar mısınız lütfen'])
      await expect(story.feed).toContainText(text)
    await expect(story.feed).toContainText(say('operations:create'))
    await story.sort(words.many('activity')).click()
    await expect(story.entries).toHaveCount(1)
    await expect(story.entries).toContainText('Fiyatı yüksek buldu')
    await story.sort(say('detail:timeline.all')).click()
  })

  await test.step('without a network it is there, says so, and goes on', async () => {
    await expect(story.feed).toContainText(say('operations:create'))
    wire.cut()
    await frame.expectSync('offline')
    await story.openTab(say('records:detail.general'))
    await lead.panel.getByRole('button', { name: say('detail:note.open') }).click()
    await page.keyboard.type('Tünelden arandı')
    await page.keyboard.press('Enter')
    await expect(frame.toast(say('detail:note.done'))).toBeVisible()
    await story.openTab(say('detail:tabs.timeline'))
    await expect(story.entries.first()).toContainText('Tünelden arandı')
    await expect(story.feed).toContainText('bakar mısınız lütfen')
    await expect(story.feed).toContainText(say('operations:create'))
    await expect(lead.panel.getByText(words.like('detail:timeline.until'))).toBeVisible()
    wire.mend()
    await frame.expectSync('online')
  })
})

test('a colleague sees who looked at a record last', async ({ open, words }) => {
  const [manager, seller] = [await open('manager'), await open('seller')]
  const id = '01990000-0000-7000-8000-00000000a001'
  const values = { companyName: 'Bakılan Yapı', phone: '0532 123 45 67', source: 'fair', status: 'new' }
  const set = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
  await seller.ask('records.save', { kind: 'lead', id, create: true, set })
  await new Frame(seller.page, words).expectSync('online')
  await expect(async () => {
    await manager.ask('records.opened', { kind: 'lead', id })
  }).toPass()
  await seller.page.evaluate(at => {
    location.hash = `#/leads/${at}/page`
  }, id)
  await expect(async () => {
    await seller.page.reload()
    await expect(seller.page.getByText(/^Son bakan /)).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 60_000 })
})
