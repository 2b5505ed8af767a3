import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FieldKind, Operator } from '../../../../../shared/fields.ts'
import type { Filter } from '../../../../../shared/filters.ts'
import type { ShownField } from '../../fields/shownFields.ts'
import { operatorsOf } from '../filterFields.ts'
import { ChoiceList } from './ChoiceList.tsx'
import styles from './filters.module.css'
import { RangeList } from './RangeList.tsx'
import { TargetList } from './TargetList.tsx'
import { BetweenValue, SingleValue, TextValue } from './ValueEditors.tsx'

export interface EditorProps {
  filter: Filter
  shown: ShownField
  onChange: (filter: Filter) => void
  /** Enter: what stands is what was meant. */
  onDone: () => void
}
type Editor = (props: EditorProps) => React.ReactNode

/** How and by what a field is filtered. Every change shows in the list at once. */
export function FilterEditor(props: EditorProps) {
  const { filter, shown, onChange } = props
  const { t } = useTranslation('records')
  const operators = operatorsOf(shown)
  const Value = editorOf(shown.field.kind, filter.op)
  return (
    <div className={styles.editor}>
      {operators.length > 1 && (
        <NativeSelect
          size="sm"
          aria-label={t('filters.operator', { field: shown.label })}
          value={filter.op}
          data={operators.map(op => ({ value: op, label: t(`operators.${op}`) }))}
          onChange={event => onChange(withOperator(filter, event.currentTarget.value as Operator, shown.field.kind))}
        />
      )}
      {Value && <Value key={filter.op} {...props} />}
    </div>
  )
}

/** The value stays where the new operator takes one of the same form. */
function withOperator({ field, op, value }: Filter, next: Operator, kind: FieldKind): Filter {
  const isSame = formOf(kind, op) === formOf(kind, next)
  return { field, op: next, ...(isSame && value !== undefined ? { value } : {}) }
}

const formOf = (kind: FieldKind, op: Operator): Editor | undefined => editorOf(kind, op)

const editorOf = (kind: FieldKind, op: Operator): Editor | undefined =>
  op === 'empty' || op === 'notEmpty' ? undefined : op === 'range' ? RangeList : editors[kind](op)

const byWords = () => TextValue
const byOne = (op: Operator) => (op === 'between' ? BetweenValue : SingleValue)
const byChoice = () => ChoiceList
const byTarget = () => TargetList
const byNothing = () => undefined

const editors: Record<FieldKind, (op: Operator) => Editor | undefined> = {
  text: byWords,
  longText: byNothing,
  richText: byNothing,
  number: byOne,
  money: byOne,
  percent: byOne,
  date: byOne,
  dateTime: byOne,
  choice: byChoice,
  multiChoice: byChoice,
  boolean: byChoice,
  email: byWords,
  phone: byWords,
  url: byWords,
  taxNumber: byWords,
  reference: byTarget,
  references: byTarget,
  tags: byTarget,
  files: byTarget,
  address: byWords,
  lines: byNothing,
  structure: byNothing,
}
