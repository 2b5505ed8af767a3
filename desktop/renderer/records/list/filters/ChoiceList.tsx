import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n/format.ts'
import { Chip } from '../../fields/Chip.tsx'
import type { EditorProps } from './FilterEditor.tsx'
import { valuesIn } from './filterValue.ts'
import { OptionList } from './OptionList.tsx'

/** Any of the choices of a field; of yes and no, one. */
export function ChoiceList({ filter, shown, onChange }: EditorProps) {
  const { t } = useTranslation('records')
  const { label } = useFormat()
  const isBoolean = shown.field.kind === 'boolean'
  const options = isBoolean
    ? [
        { value: 'true', label: t('fields.yes') },
        { value: 'false', label: t('fields.no') },
      ]
    : Object.entries(shown.field.choices ?? {}).map(([value, choice]) => ({
        value,
        label: label(choice.label),
        view: choice.color ? <Chip color={choice.color}>{label(choice.label)}</Chip> : label(choice.label),
      }))
  const change = (chosen: string[]) => {
    const { field, op } = filter
    if (!isBoolean) return onChange({ field, op, ...(chosen.length > 0 ? { value: chosen } : {}) })
    const last = chosen.at(-1)
    onChange({ field, op, ...(last === undefined ? {} : { value: last === 'true' }) })
  }
  return <OptionList label={shown.label} options={options} chosen={valuesIn(filter).map(String)} onChange={change} />
}
