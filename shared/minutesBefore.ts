import { type Language, label } from './labels.ts'
import { parseDecimal } from './numbers.ts'
import { trFold } from './text.ts'

const units = { day: 1440, hour: 60, minute: 1 } as const
const atIt = label('Zamanında', 'At the due time', 'Zur Fälligkeit', 'À l’échéance')
const before = label('önce', 'before', 'vorher', 'avant')

/** What each unit may be called when it is typed, in any language, folded. */
const spoken = new Map<string, number>([
  ...['', 'dk', 'dakika', 'min', 'minute', 'minutes', 'minuten'].map(name => [name, 1] as const),
  ...['sa', 'saat', 'h', 'hour', 'hours', 'std', 'stunde', 'stunden', 'heure', 'heures'].map(
    name => [name, 60] as const,
  ),
  ...['g', 'gun', 'd', 'day', 'days', 'tag', 'tage', 'j', 'jour', 'jours'].map(name => [name, 1440] as const),
  ...['hafta', 'week', 'weeks', 'woche', 'wochen', 'semaine', 'semaines'].map(name => [name, 7 * 1440] as const),
])
const spokenBefore = new Set(Object.values(before).map(trFold))
const spokenAtIt = new Set(Object.values(atIt).map(trFold))

/** How long before its time something comes, in the largest unit that it is whole in: `15 dakika önce`, `2 gün önce`. */
export function formatMinutesBefore(minutes: number, language: Language): string {
  if (minutes === 0) return atIt[language]
  const unit = minutes % units.day === 0 ? 'day' : minutes % units.hour === 0 ? 'hour' : 'minute'
  return `${formatOf(language, unit).format(minutes / units[unit])} ${before[language]}`
}

/** To make one takes many times as long as to use it. */
const formats = new Map<string, Intl.NumberFormat>()
function formatOf(language: Language, unit: keyof typeof units): Intl.NumberFormat {
  const known = formats.get(language + unit)
  const format = known ?? new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' })
  formats.set(language + unit, format)
  return format
}

/** As it is typed: `30` (minutes), `2 saat`, `1 gün önce`, `zamanında`; null when it is none. */
export function parseMinutesBefore(text: string, language: Language): number | null {
  const folded = trFold(text.trim())
  if (spokenAtIt.has(folded)) return 0
  const [, figure = '', words = ''] = /^([\d.,]+)\s*(.*)$/.exec(folded) ?? []
  const [unit = '', last] = words.split(/\s+/).filter(word => word !== '' && !spokenBefore.has(word))
  const [decimal, size] = [parseDecimal(figure, language), spoken.get(unit)]
  return decimal === null || size === undefined || last !== undefined ? null : Math.round(Number(decimal) * size)
}
