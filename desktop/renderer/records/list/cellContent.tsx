import type { ReactNode } from 'react'
import type { Choice, Field, FieldKind, FieldValues } from '../../../../shared/fields.ts'
import { formatPhone } from '../../../../shared/phone.ts'
import type { RecordKey } from '../../../../shared/record.ts'
import { richTextToPlain } from '../../../../shared/richText.ts'
import { isEmpty } from '../../../../shared/value.ts'
import type { Format } from '../../i18n/format.ts'
import { Chip } from '../fields/Chip.tsx'
import { FieldView } from '../fields/FieldView.tsx'
import fieldStyles from '../fields/fields.module.css'
import { addressInList } from '../fields/kinds/address.tsx'
import { withoutScheme } from '../fields/kinds/contact.tsx'
import { moneyParts } from '../fields/kinds/money.tsx'
import { mostInCell } from '../fields/kinds/tags.tsx'

/** What cells are drawn with, found once for all of them. */
export interface CellTools {
  format: Format
  /** Title of a record referred to; undefined while unknown or not here. */
  titleOf: (key: RecordKey) => string | undefined
  /** Colour of a tag. */
  colorOf: (key: RecordKey) => Choice['color']
  /** Where a reference leads to something that is not here. */
  unknown: string
}

/**
 * A value as it stands in a cell of a list. A screen has hundreds of them: what can be told as a text or as plain elements
 * is, and only the rest is the component that shows such a value elsewhere.
 */
export function cellContent(field: Field, value: unknown, tools: CellTools): ReactNode {
  if (isEmpty(value)) return null
  const draw = drawn[field.kind] as Draw<unknown> | undefined
  return draw ? draw(value, field, tools) : <FieldView field={field} value={value} place="cell" />
}

/** Kinds of which a cell is one line of text, without any element. */
export const isPlainCell = (kind: FieldKind): boolean => plain.has(kind)
const plain: ReadonlySet<FieldKind> = new Set([
  ...([
    'text',
    'richText',
    'number',
    'money',
    'percent',
    'date',
    'dateTime',
    'email',
    'phone',
    'url',
    'taxNumber',
  ] as const),
  ...(['reference', 'address'] as const),
])

type Draw<V> = (value: V, field: Field, tools: CellTools) => ReactNode
const asItIs = (value: string) => value

/** Kinds that are absent here are drawn by their component. */
const drawn: { [K in FieldKind]: Draw<FieldValues[K]> | undefined } = {
  text: asItIs,
  longText: undefined,
  richText: value => richTextToPlain(value).slice(0, 120),
  number: (value, field, { format }) => format.figure(field, value),
  money: (value, _, { format }) => {
    const { before, figure, after } = moneyParts(format.money(value))
    return (
      <>
        {before && <span className={fieldStyles.quiet}>{before}</span>}
        {figure}
        {after && <span className={fieldStyles.quiet}>{after}</span>}
      </>
    )
  },
  percent: (value, _, { format }) => format.percent(value),
  date: (value, _, { format }) => format.date(value),
  dateTime: (value, _, { format }) => format.moment(value),
  choice: (value, field, { format }) => {
    const choice = field.choices?.[value]
    if (!choice) return value
    const label = format.label(choice.label)
    return choice.color ? <Chip color={choice.color}>{label}</Chip> : label
  },
  multiChoice: undefined,
  boolean: undefined,
  email: asItIs,
  phone: formatPhone,
  url: withoutScheme,
  taxNumber: asItIs,
  reference: (id, field, tools) => referred(id, field, tools),
  references: (ids, field, tools) => (
    <span className={fieldStyles.listed}>
      {ids.map(id => (
        <span key={id}>{referred(id, field, tools)}</span>
      ))}
    </span>
  ),
  tags: (ids, { to: kind = '' }, { titleOf, colorOf, unknown }) => (
    <span className={fieldStyles.chips}>
      {ids.slice(0, mostInCell).map(id => (
        <Chip key={id} color={colorOf({ kind, id })}>
          {titleOf({ kind, id }) ?? unknown}
        </Chip>
      ))}
      {ids.length > mostInCell && <span className={fieldStyles.quiet}>+{ids.length - mostInCell}</span>}
    </span>
  ),
  files: undefined,
  address: addressInList,
  lines: undefined,
  structure: undefined,
}

function referred(id: string, { to: kind = '' }: Field, { titleOf, unknown }: CellTools): ReactNode {
  return titleOf({ kind, id }) ?? <span className={fieldStyles.quiet}>{unknown}</span>
}
