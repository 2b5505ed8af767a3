import type { Values } from '../../../shared/entity.ts'
import { builtInKinds } from '../../../shared/kinds.ts'
import { plainToRichText } from '../../../shared/richText.ts'
import type { ArgsOf, FunctionName, ResultOf, ShownRecord, StreamName } from '../../core/api/functions.ts'
import type { Reminder, workFunctions } from '../../core/api/work.ts'
import { type FakeCompany, keyOf } from './fakeRecords.ts'

type Names = keyof typeof workFunctions
type Handlers = {
  [N in Exclude<Names, StreamName>]: (args: ArgsOf<N>) => ResultOf<N>
}

const hour = 3_600_000

/** Tasks around now and notifications of the last days, in a fake company. */
export function addFakeWork(company: FakeCompany): void {
  const { records, users, me } = company
  const [, mert = me, zeynep = me, burak = me] = users
  const customers = [...records.values()].filter(record => record.kind === 'customer' && record.owner === me)
  const leads = [...records.values()].filter(record => record.kind === 'lead' && record.owner === me)
  let counter = 0
  const add = (kind: string, values: Values, extra: Partial<ShownRecord>) => {
    counter += 1
    const id = `01930001-0000-7000-8000-${counter.toString(16).padStart(12, '0')}`
    const at = extra.createdAt ?? ago(counter)
    const record: ShownRecord = {
      ...{ kind, id, epoch: 1, number: 5000 + counter, archived: false, createdAt: at, createdBy: me },
      ...{ updatedAt: at, updatedBy: me, values, title: builtInKinds.require(kind).title(values) },
      ...{ waiting: false, clashes: [], owner: me, ...extra },
    }
    records.set(keyOf(record), record)
    return record
  }
  const about = (record: ShownRecord | undefined) => (record ? { parent: { kind: record.kind, id: record.id } } : {})
  const task = (subject: string, hours: number | undefined, values: Values, extra: Partial<ShownRecord> = {}) =>
    add(
      'task',
      { subject, state: 'open', ...(hours === undefined ? {} : { due: ahead(hours) }), ...values },
      { ...extra },
    )
  const [first, second, third] = customers
  task('Teklif için ara', -26, { priority: 'high', assignees: [me] }, about(first))
  task('Numune kargosunu takip et', -2, { assignees: [me, mert] }, { ...about(leads[0]), createdBy: zeynep })
  const today = task('Sözleşme taslağını gönder', 3, { priority: 'normal', assignees: [me] }, about(second))
  task('Fuar katılımcı listesini temizle', 5, { priority: 'low', assignees: [me] })
  task('Servis ziyaretini planla', 49, { assignees: [me, burak] }, about(third))
  task('Fiyat listesini güncelle', 74, { assignees: [me] }, { owner: zeynep, createdBy: zeynep })
  const given = task('Tahsilatı sor', 28, { assignees: [mert], priority: 'high' }, about(second))
  task('Web sitesindeki adresi düzelt', undefined, { assignees: [me] })
  task('Toplantı notlarını paylaş', -50, { state: 'done', doneAt: ago(49), assignees: [mert] })
  for (const [i, lead] of leads.slice(0, 4).entries())
    lead.values = { ...lead.values, nextContactOn: ahead(24 * (i - 1)).slice(0, 10) }
  const note = add(
    'comment',
    { body: plainToRichText('Fiyatı onayladılar, sözleşmeyi bugün istiyorlar. Bakabilir misiniz?'), mentions: [me] },
    { ...about(first), createdBy: mert, createdAt: ago(1) },
  )
  const tell = (values: Values, createdAt: string, extra: Partial<ShownRecord>) =>
    add('notification', values, { createdAt, ...extra })
  tell({ reason: 'mentioned', from: mert, aboutTitle: first?.title, aboutKind: 'customer' }, ago(1), about(note))
  tell({ reason: 'assigned', from: zeynep, aboutTitle: today.title, aboutKind: 'task' }, ago(3), about(today))
  tell({ reason: 'done', from: mert, aboutTitle: given.title, aboutKind: 'task' }, ago(20), about(given))
  tell({ reason: 'owned', from: zeynep, count: 12, aboutKind: 'lead' }, ago(27), {})
  tell(
    { reason: 'owned', from: zeynep, aboutTitle: third?.title, aboutKind: 'customer', readAt: ago(2) },
    ago(30),
    about(third),
  )
  tell(
    { reason: 'commented', from: burak, aboutTitle: leads[0]?.title, aboutKind: 'lead', readAt: ago(40) },
    ago(52),
    about(leads[0]),
  )
}

const ago = (hours: number) => new Date(Date.now() - hours * hour).toISOString()
const ahead = (hours: number) => new Date(Math.floor((Date.now() + hours * hour) / 900_000) * 900_000).toISOString()

/** Reminders and what is done with them and with notifications. */
export function fakeWork(given: {
  company: FakeCompany
  emit: <N extends FunctionName & StreamName>(name: N, value: ResultOf<N>) => void
  apply: (label: string, patches: { kind: string; id: string; set: Record<string, { value?: unknown }> }[]) => unknown
}): Handlers {
  const { company, emit, apply } = given
  const { records } = company
  let open: Reminder[] = [...records.values()]
    .filter(({ kind, title }) => kind === 'task' && title === 'Numune kargosunu takip et')
    .map(({ kind, id, title, values, parent }) => ({
      ...{ kind, id, title, due: String(values['due']), at: String(values['due']) },
      ...(parent ? { about: { ...parent, title: records.get(keyOf(parent))?.title ?? '' } } : {}),
    }))
  const without = (ids: readonly string[]) => {
    open = open.filter(({ id }) => !ids.includes(id))
    emit('reminders.open', { reminders: open })
    return {}
  }
  emit('reminders.open', { reminders: open })
  emit('window.inFront', {})
  return {
    'reminders.snooze': ({ ids }) => without(ids),
    'reminders.dismiss': ({ ids }) => without(ids),
    'notifications.read': ({ ids }) => {
      const unread = [...records.values()].filter(
        ({ kind, id, values }) => kind === 'notification' && !values['readAt'] && (ids?.includes(id) ?? true),
      )
      const readAt = { value: new Date().toISOString() }
      if (unread.length > 0)
        apply(
          'read',
          unread.map(({ kind, id }) => ({ kind, id, set: { readAt } })),
        )
      return {}
    },
  }
}
