import { Button } from '@mantine/core'
import { IconUpload, IconX } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { recordKey } from '../../../../shared/record.ts'
import { go } from '../../app/navigation.ts'
import { toRecord } from '../../app/route.ts'
import { LinkInput } from '../../records/fields/LinkInput.tsx'
import { useFields } from '../../records/fields/shownFields.ts'
import { focusField } from '../../records/form/ErrorSummary.tsx'
import formStyles from '../../records/form/form.module.css'
import { useKindWords } from '../../records/kindWords.ts'
import type { CreateProps } from '../../records/slots.ts'
import { useEscape } from '../../records/useEscape.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { staysBelowToasts } from '../../ui/toastRoom.ts'
import { ChooseFiles } from './ChooseFiles.tsx'
import styles from './files.module.css'
import { useAddFiles } from './useAddFiles.ts'
import { useFileDrop } from './useFileDrop.ts'

/** New files of a record that is chosen first; then they arrive on its tab. */
export function NewFiles({ kind, onClose }: CreateProps) {
  const { t } = useTranslation(['files', 'records', 'app'])
  const words = useKindWords(kind)
  const label = useFields(kind).get('parent')?.label ?? ''
  const id = useId()
  const [chosen, setChosen] = useState<unknown>()
  const [isLacking, setLacking] = useState(false)
  const parent = recordKey.safeParse(chosen).data
  const add = useAddFiles(parent)
  const take = (files: readonly File[]) => {
    if (!parent) {
      setLacking(true)
      return focusField(id)
    }
    void add(files)
    go(toRecord(parent.kind, parent.id, { params: { tab: kind.name } }), { replace: true })
  }
  const { isOver, place } = useFileDrop({ isOpen: true, onFiles: take })
  useEscape(onClose)
  return (
    <section className={formStyles.screen} aria-label={words.create}>
      <header className={formStyles.header}>
        <h1 className={formStyles.title}>{words.create}</h1>
        <span className={formStyles.gap} />
        <IconButton label={t('records:form.close')} icon={IconX} keys={t('app:help.keys.esc')} onClick={onClose} />
      </header>
      <div className={formStyles.body}>
        <div className={formStyles.page}>
          <div className={formStyles.field} data-invalid={isLacking || undefined}>
            <div className={formStyles.labelRow}>
              <label className={formStyles.label} htmlFor={id}>
                {label}
              </label>
              <span className={formStyles.star} title={t('records:form.required')} aria-hidden>
                *
              </span>
            </div>
            <LinkInput
              id={id}
              kind={kind}
              label={label}
              value={chosen}
              onChange={value => {
                setChosen(value)
                setLacking(false)
              }}
              onBlur={() => undefined}
              isInvalid={isLacking}
              describedBy={isLacking ? `${id}-error` : undefined}
              isRequired
              autoFocus
            />
            {isLacking && (
              <span id={`${id}-error`} className={formStyles.error} role="alert">
                {t('parentFirst')}
              </span>
            )}
          </div>
          <div className={styles.tab} {...place} data-over={isOver || undefined}>
            <div className={styles.adding}>
              <ChooseFiles isPrimary onFiles={take} />
              <span className={styles.hint}>{t('hint')}</span>
            </div>
            {isOver && (
              <div className={styles.over} aria-hidden>
                <IconUpload size={24} stroke={1.5} />
                {t('drop')}
              </div>
            )}
          </div>
        </div>
      </div>
      <footer ref={staysBelowToasts} className={formStyles.footer}>
        <div className={formStyles.buttons}>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t('records:form.cancel')}
          </Button>
        </div>
      </footer>
    </section>
  )
}
