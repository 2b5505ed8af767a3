import { plainToRichText } from '../../shared/richText.ts'
import { expect, test } from './fixtures/journey.ts'
import { inEveryLook } from './fixtures/sound.ts'
import { RecordPage } from './pages/record.ts'
import { Story } from './pages/story.ts'

test.setTimeout(600_000)

const id = (n: number) => `01990000-0000-7000-8000-00000000b00${n}`

test('what is said about a record: calls, comments, tasks and the timeline', async ({ open }, info) => {
  const seller = await open('seller')
  const { page, ask } = seller
  const set = (values: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
  const title = 'Anlatılan Yapı'
  const parent = { kind: 'lead', id: id(1) }
  const values = { companyName: title, phone: '0532 123 45 67', source: 'fair', status: 'new', email: 'a@yapi.example' }
  await ask('records.save', { kind: 'lead', id: id(1), create: true, set: set(values) })
  await ask('records.save', {
    kind: 'lead',
    id: id(1),
    create: false,
    set: { status: { base: 'new', value: 'contacted' }, position: { value: 'Müdür' } },
  })
  const call = {
    type: 'call',
    at: '2026-01-12T08:30:00.000Z',
    outcome: 'reached',
    subject: 'Fiyatı yüksek buldu',
    parent,
  }
  await ask('records.add', {
    records: [
      { kind: 'activity', id: id(2), set: set(call) },
      { kind: 'note', id: id(3), set: set({ body: plainToRichText('İki hat daha alacaklar.'), parent }) },
      { kind: 'task', id: id(4), set: set({ subject: 'Teklif gönder', state: 'open', priority: 'high', parent }) },
      { kind: 'comment', id: id(5), set: set({ body: plainToRichText('Vade için onay aldım.'), parent }) },
    ],
  })
  await inEveryLook(seller, info, async ({ words, go, see }) => {
    const { say } = words
    const lead = new RecordPage(page, words, 'lead', title)
    const story = new Story(page, words, lead)
    await go(`#/leads/${id(1)}?tab=timeline`)
    await see('timeline', story.entries.nth(3))
    await go(`#/leads/${id(1)}/page?tab=timeline`)
    await see('timeline-page', story.entries.nth(3))
    await story.sort(words.many('file')).click()
    await see('timeline-nothing', page.getByText(say('detail:timeline.narrow')))
    await go(`#/leads/${id(1)}/page?tab=task`)
    await see('notes-and-tasks', lead.panel.getByText('Teklif gönder'))
    await go(`#/leads/${id(1)}?tab=comment`)
    await expect(story.comments).toHaveCount(1)
    await story.comment.click()
    await page.keyboard.type('@')
    await see('comment-mention', story.colleagues.first())
    await page.keyboard.press('Escape')
    await page.keyboard.press('Backspace')
    await go(`#/leads/${id(1)}`)
    await lead.panel.getByRole('button', { name: say('detail:note.open') }).click()
    await see('call-note', story.note)
    await story.outcome('callBack').click()
    await see('call-note-follow-up', story.task)
    await lead.panel.getByRole('button', { name: say('detail:note.cancel') }).click()
    await page.getByRole('button', { name: say('records:form.leaveDiscard'), exact: true }).click()
    await lead.panel.getByRole('button', { name: say('detail:more.label') }).click()
    await see('record-more', page.getByRole('menuitem', { name: say('detail:more.print') }))
    await page.keyboard.press('Escape')
  })
})
