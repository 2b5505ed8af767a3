import { useFormat } from '../../i18n/format.ts'
import { alternatives } from '../../i18n/useEventText.ts'
import type { RecordForm } from './useRecordForm.ts'

/** `Telefon veya E-posta`: the fields of which this one, or another, must be filled; undefined where it is none of such. */
export function useOneOfNames({ kind, checked }: Pick<RecordForm, 'kind' | 'checked'>) {
  const { label, language } = useFormat()
  return (name: string): string | undefined => {
    const group = checked.oneOf.get(name)
    if (!group) return undefined
    const labels = group.flatMap(one => kind.fields[one]?.label ?? []).map(label)
    return alternatives(language).format(labels)
  }
}
