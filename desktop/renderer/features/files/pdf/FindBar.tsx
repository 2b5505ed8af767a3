import { TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconSearch, IconX } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n/format.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { ordinalOf } from './findInPdf.ts'
import styles from './pdf.module.css'
import type { PdfFind } from './usePdfFind.ts'

interface Props {
  find: PdfFind
  field: RefObject<HTMLInputElement | null>
  onClose: () => void
}

/** Words to be found in the document, and the way from one place to the next. */
export function FindBar({ find, field, onClose }: Props) {
  const { t } = useTranslation(['files', 'app'])
  const { number } = useFormat()
  const { found, current } = find
  const hasHits = current !== undefined
  const said = () => {
    if (!found) return ''
    if (current) {
      const place = { at: number(ordinalOf(found, current)), count: number(found.count) }
      return t(found.isWhole ? 'pdf.find.place' : 'pdf.find.placeSoFar', place)
    }
    if (!found.isWhole) return t('pdf.find.searching')
    return t(found.hasText ? 'pdf.find.none' : 'pdf.find.noText')
  }
  return (
    <search className={styles.find}>
      <TextInput
        ref={field}
        className={styles.words ?? ''}
        size="xs"
        aria-label={t('pdf.find.label')}
        placeholder={t('pdf.find.label')}
        leftSection={<IconSearch size={16} stroke={1.5} aria-hidden />}
        value={find.words}
        onChange={event => find.setWords(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          find.step(event.shiftKey ? -1 : 1)
        }}
      />
      <span className={`${styles.hits} numbers`} role="status">
        {said()}
      </span>
      <IconButton
        label={t('pdf.find.previous')}
        keys={`${t('app:help.keys.shift')} ${t('app:help.keys.enter')}`}
        icon={IconChevronUp}
        size={28}
        disabled={!hasHits}
        onClick={() => find.step(-1)}
      />
      <IconButton
        label={t('pdf.find.next')}
        keys={t('app:help.keys.enter')}
        icon={IconChevronDown}
        size={28}
        disabled={!hasHits}
        onClick={() => find.step(1)}
      />
      <IconButton label={t('pdf.find.close')} keys={t('app:help.keys.esc')} icon={IconX} size={28} onClick={onClose} />
    </search>
  )
}
