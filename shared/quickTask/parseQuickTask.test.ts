import { describe, expect, it } from 'vitest'
import { parseQuickTask, type QuickTask } from './parseQuickTask.ts'

/** A Saturday, 14:30 in Istanbul. */
const now = Date.parse('2026-11-21T11:30:00.000Z')
const zone = 'Europe/Istanbul'
const people = [
  { id: 'mert', name: 'Mert Kaplan' },
  { id: 'zeynep', name: 'Zeynep Şahin' },
  { id: 'isil', name: 'Işıl Kaya' },
  { id: 'ali', name: 'Ali Demir' },
  { id: 'ali2', name: 'Ali Çelik' },
]
const read = (line: string, more: { now?: number; plain?: ReadonlySet<string> } = {}): QuickTask =>
  parseQuickTask(line, { now, zone, people, ...more })
/** What is left and when it is due, on the company's clock. */
const due = (line: string, more?: { now?: number }) => {
  const { subject, parts } = read(line, more)
  const part = parts.find(one => one.says === 'due')
  if (part?.says !== 'due') return [subject]
  const at = new Date(Date.parse(part.due) + 3 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
  return part.remindBefore === undefined ? [subject, at] : [subject, at, part.remindBefore]
}

describe('a quick task', () => {
  it('is only a name where nothing else is said', () => {
    expect(read('Teklif için ara')).toEqual({ subject: 'Teklif için ara', parts: [] })
    expect(read('  ')).toEqual({ subject: '', parts: [] })
    for (const line of ['3 kutu numune gönder', 'Sabah toplantısı notu', 'Ay sonu raporu', 'Ara 0532 123 45 67'])
      expect(read(line)).toEqual({ subject: line, parts: [] })
  })

  it('takes a day and a time, wherever they stand', () => {
    expect(due('Teklif için ara yarın 10:00')).toEqual(['Teklif için ara', '2026-11-22 10:00'])
    expect(due('Yarın 10.30 teklif için ara')).toEqual(['teklif için ara', '2026-11-22 10:30'])
    expect(due('Call tomorrow at 5pm')).toEqual(['Call', '2026-11-22 17:00'])
    expect(due("Toplantı pazartesi saat 9'da")).toEqual(['Toplantı', '2026-11-23 09:00'])
    expect(due('yarın sabah kargoyu sor')).toEqual(['kargoyu sor', '2026-11-22 09:00'])
    expect(due('bu akşam ara')).toEqual(['ara', '2026-11-21 18:00'])
  })

  it('is due at the end of a day without a time, and reminds in its morning', () => {
    expect(due('cuma sözleşme')).toEqual(['sözleşme', '2026-11-27 18:00', 540])
    expect(due('Sözleşme cumaya kadar')).toEqual(['Sözleşme', '2026-11-27 18:00', 540])
    expect(due('Sign by Friday')).toEqual(['Sign', '2026-11-27 18:00', 540])
    expect(due('bugün ara')).toEqual(['ara', '2026-11-21 18:00', 60])
    expect(due('bugün ara', { now: Date.parse('2026-11-21T17:00:00.000Z') })).toEqual(['ara', '2026-11-21 23:59', 60])
  })

  it('takes a weekday for the next one, never for today, and knows the next week', () => {
    expect(due('cumartesi say')[1]).toBe('2026-11-28 18:00')
    expect(due('haftaya cuma say')[1]).toBe('2026-11-27 18:00')
    expect(due('next monday call')[1]).toBe('2026-11-23 18:00')
    expect(due('haftaya ara')[1]).toBe('2026-11-28 18:00')
    expect(due('öbür gün ara')[1]).toBe('2026-11-23 18:00')
  })

  it('counts days, weeks, months, hours and minutes from now', () => {
    expect(due('3 gün sonra ara')).toEqual(['ara', '2026-11-24 18:00', 540])
    expect(due('Call in two weeks')).toEqual(['Call', '2026-12-05 18:00', 540])
    expect(due('bir ay sonra sor')[1]).toBe('2026-12-21 18:00')
    expect(due('2 saat sonra ara')).toEqual(['ara', '2026-11-21 16:30'])
    expect(due('call in 30 minutes')).toEqual(['call', '2026-11-21 15:00'])
  })

  it('takes a written date, and without a year the next one', () => {
    expect(due('Ara 24.12.2026 11:00')).toEqual(['Ara', '2026-12-24 11:00'])
    expect(due('Ara 3.2')[1]).toBe('2027-02-03 18:00')
    expect(due('Ara 5 Aralık 2027')[1]).toBe('2027-12-05 18:00')
    expect(due('Ara 5 aralık')[1]).toBe('2026-12-05 18:00')
  })

  it('takes a time alone for today, or for tomorrow where it has passed', () => {
    expect(due('ara 16:00')).toEqual(['ara', '2026-11-21 16:00'])
    expect(due('ara 09:00')).toEqual(['ara', '2026-11-22 09:00'])
  })

  it('takes a priority and colleagues', () => {
    const { subject, parts } = read('Teklifi !yüksek gönder @mert @Işıl')
    expect(subject).toBe('Teklifi gönder')
    expect(parts).toEqual([
      { says: 'priority', text: '!yüksek', priority: 'high' },
      { says: 'person', text: '@mert', person: people[0] },
      { says: 'person', text: '@Işıl', person: people[2] },
    ])
    expect(read('ara !düşük').parts).toMatchObject([{ priority: 'low' }])
    expect(read("ara @Zeynep'e").parts).toMatchObject([{ person: people[1] }])
    expect(read('ara @zeynep şahin')).toMatchObject({ subject: 'ara', parts: [{ text: '@zeynep şahin' }] })
  })

  it('leaves a name that fits several, or nobody, where it stands', () => {
    expect(read('ara @ali')).toEqual({ subject: 'ara @ali', parts: [] })
    expect(read('ara @ali demir').parts).toMatchObject([{ person: people[3] }])
    expect(read('mail bilgi@firma.com @hasan')).toEqual({ subject: 'mail bilgi@firma.com @hasan', parts: [] })
  })

  it('leaves what was taken out as words', () => {
    expect(read('Yarın 10:00 ara !yüksek', { plain: new Set(['Yarın 10:00']) })).toMatchObject({
      subject: 'Yarın 10:00 ara',
      parts: [{ says: 'priority' }],
    })
  })

  it('takes only the first of several times', () => {
    expect(due('yarın cuma raporunu gönder')).toEqual(['cuma raporunu gönder', '2026-11-22 18:00', 540])
  })
})
