import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTitles } from '../../../data/titles.ts'
import { Chip } from '../../fields/Chip.tsx'
import { useTargets } from '../../fields/kinds/reference.tsx'
import { useTags } from '../../fields/kinds/tags.tsx'
import type { EditorProps } from './FilterEditor.tsx'
import { valuesIn } from './filterValue.ts'
import { OptionList } from './OptionList.tsx'

/** Records that a field may point to; of colleagues, oneself first. */
export function TargetList({ filter, shown, onChange }: EditorProps) {
  const { t } = useTranslation('records')
  const [typed, setTyped] = useState('')
  const { to } = shown.field
  const { options, isLocal, isAwaited } = useTargets(to, typed)
  const tags = useTags(shown.field.kind === 'tags' ? to : undefined)
  const chosen = valuesIn(filter).map(String)
  const titleOf = useTitles(to ? chosen.filter(id => id !== 'me').map(id => ({ kind: to, id })) : [])
  // What is chosen stays in sight, also when the search finds others.
  const missing = isLocal ? [] : chosen.filter(id => !options.some(option => option.value === id))
  const all = [
    ...(to === 'user' ? [{ value: 'me', label: t('filters.me') }] : []),
    ...missing.map(value => ({ value, label: (to && titleOf({ kind: to, id: value })) || t('fields.noRight') })),
    ...options.map(option => ({
      ...option,
      ...(shown.field.kind === 'tags'
        ? { view: <Chip color={tags.byId.get(option.value)?.color}>{option.label}</Chip> }
        : {}),
    })),
  ]
  return (
    <OptionList
      label={shown.label}
      options={all}
      chosen={chosen}
      onChange={next => onChange({ field: filter.field, op: filter.op, ...(next.length > 0 ? { value: next } : {}) })}
      {...(isLocal ? {} : { search: { typed, onType: setTyped, isAwaited } })}
    />
  )
}
