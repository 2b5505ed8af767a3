import type { Values } from '../../../shared/entity.ts'
import type { RecordKey } from '../../../shared/record.ts'
import { plainToRichText } from '../../../shared/richText.ts'
import type { ShownRecord } from '../../core/api/functions.ts'

type Add = (kind: string, values: Values, extra: Partial<ShownRecord>) => string

/** What happened with customers and leads: calls, notes, tasks, files and what colleagues said about it. */
export function addStories(parents: readonly ShownRecord[], users: readonly string[], add: Add): void {
  parents.forEach((parent, at) => {
    const count = at % 5 === 0 ? 14 : at % 3
    for (let i = 0; i < count; i++) addOne({ parent, at: at * 7 + i, users, add })
  })
}

function addOne({ parent, at, users, add }: { parent: ShownRecord; at: number; users: readonly string[]; add: Add }) {
  const story = stories[at % stories.length]
  if (!story) return
  const [kind, values] = story
  const when = new Date(Date.UTC(2026, 10, 21, 9, 40) - at * 1_900_000_000 * 0.11 - 5_400_000).toISOString()
  const by = users[at % users.length] ?? ''
  const key: RecordKey = { kind: parent.kind, id: parent.id }
  const created = { createdAt: when, createdBy: by, updatedAt: when, updatedBy: by }
  const owned = { owner: parent.owner ?? by, ...(parent.team ? { team: parent.team } : {}), parent: key }
  const own = kind === 'activity' ? { ...values, at: when } : kind === 'task' ? { ...values, assignees: [by] } : values
  const id = add(kind, own, { ...created, ...owned })
  if (at % 4 === 1) add('comment', said(at), { ...created, ...owned, parent: { kind, id } })
}

const said = (at: number): Values => ({
  body: plainToRichText(['Teklifi yarın gönderiyorum.', 'Fiyat listesini güncelledim.'][at % 2] ?? ''),
})

const stories: [string, Values][] = [
  ['activity', { type: 'call', outcome: 'reached', subject: 'Teklifi aldılar, fiyatı yüksek buldular', minutes: 7 }],
  ['note', { body: plainToRichText('Fabrikayı büyütüyorlar; bahar gelince iki hat daha alacaklar.') }],
  ['task', { subject: 'Yeni fiyat listesini gönder', state: 'open', priority: 'high' }],
  ['activity', { type: 'visit', outcome: 'reached', subject: 'Bursa fabrikasında keşif' }],
  [
    'file',
    { name: 'keşif-raporu.pdf', mediaType: 'application/pdf', size: 248_113, uploadedAt: '2026-11-12T13:20:00.000Z' },
  ],
  ['comment', { body: plainToRichText('Vade konusunda yönetimin onayını aldım.') }],
  ['activity', { type: 'call', outcome: 'noAnswer', direction: 'outgoing', subject: 'Ulaşılamadı' }],
  ['task', { subject: 'Numune kargosunu sor', state: 'done', doneAt: '2026-11-12T13:20:00.000Z', priority: 'normal' }],
  ['activity', { type: 'mail', subject: 'Katalog gönderildi' }],
]
