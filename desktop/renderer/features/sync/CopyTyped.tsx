import { Button, CopyButton } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RefusedItem } from '../../../core/api/functions.ts'
import { useKinds } from '../../data/hooks.ts'
import { useTitles } from '../../data/titles.ts'
import { useFormat } from '../../i18n/format.ts'
import { useFieldLabel } from '../../i18n/useFieldLabel.ts'
import { referencesIn, valueText } from '../../i18n/valueText.ts'
import { refusedFields } from './refusedFields.ts'

/** Takes along what was typed in a refused entry, a field a line, where the record it was for is gone. */
export function CopyTyped({ title, item }: { title: string; item: RefusedItem }) {
  const { t } = useTranslation(['sync', 'records'])
  const { kind, fields } = refusedFields(useKinds(), item)
  const label = useFieldLabel(kind)
  const format = useFormat()
  const titleOf = useTitles(fields.flatMap(({ field, value }) => referencesIn(field, value)))
  const context = {
    format,
    titleOf,
    yes: t('records:fields.yes'),
    no: t('records:fields.no'),
    unknown: t('records:fields.noRight'),
  }
  const lines = fields.map(({ name, field, value }) =>
    `${label(name)}${format.colon} ${valueText(field, value, context)}`.trim(),
  )
  return (
    <CopyButton value={[title, ...lines].join('\n')} timeout={2000}>
      {({ copied, copy }) => (
        <Button leftSection={<IconCopy size={16} stroke={1.5} aria-hidden />} onClick={copy}>
          {t(copied ? 'sync:refusedList.copied' : 'sync:refusedList.copy')}
        </Button>
      )}
    </CopyButton>
  )
}
