import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Line } from '../../../../../shared/fields.ts'
import { uuidv7 } from '../../../../../shared/ids.ts'
import { useFormat } from '../../../i18n/format.ts'
import { FieldInput } from '../FieldInput.tsx'
import { FieldView } from '../FieldView.tsx'
import styles from '../fields.module.css'
import type { InputProps, ViewProps } from '../types.ts'

export function LinesView({ value, field, place }: ViewProps<Line[]>) {
  const { t } = useTranslation('records')
  const { label } = useFormat()
  const columns = Object.entries(field.columns ?? {})
  if (place === 'cell') return t('fields.lineCount', { count: value.length })
  return (
    <table className={styles.lines}>
      <thead>
        <tr>
          {columns.map(([name, column]) => (
            <th key={name} data-kind={column.kind}>
              {label(column.label)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {value.map(line => (
          <tr key={line.id}>
            {columns.map(([name, column]) => (
              <td key={name} data-kind={column.kind}>
                <FieldView field={column} value={line[name]} place="change" />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function LinesInput({ id, field, value, onChange, isInvalid, describedBy }: InputProps) {
  const { t } = useTranslation('records')
  const { label } = useFormat()
  const own = useId()
  const lines = Array.isArray(value) ? (value as Line[]) : []
  const columns = Object.entries(field.columns ?? {})
  const put = (at: number, name: string, cell: unknown) =>
    onChange(lines.map((line, i) => (i === at ? { ...line, [name]: cell } : line)))
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className={styles.lineGroup}
      aria-describedby={describedBy}
      aria-label={label(field.label)}
    >
      {lines.map((line, at) => (
        <div key={line.id} className={styles.lineInputs}>
          {columns.map(([name, column]) => (
            <label key={name} htmlFor={`${own}-${line.id}-${name}`} className={styles.lineInput}>
              <span className={styles.quiet}>{label(column.label)}</span>
              <FieldInput
                id={`${own}-${line.id}-${name}`}
                field={column}
                value={line[name]}
                onChange={cell => put(at, name, cell)}
                isInvalid={isInvalid}
                describedBy={undefined}
              />
            </label>
          ))}
          <ActionIcon
            aria-label={t('fields.removeLine', { line: at + 1 })}
            onClick={() => {
              const rest = lines.filter((_, i) => i !== at)
              onChange(rest.length === 0 ? undefined : rest)
            }}
          >
            <IconX size={16} stroke={1.5} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={16} stroke={1.5} aria-hidden />}
        onClick={() => onChange([...lines, { id: uuidv7() }])}
      >
        {t('fields.addLine')}
      </Button>
    </fieldset>
  )
}
