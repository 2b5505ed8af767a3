import { Button, Group, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OwnWords } from '../../../../shared/structures.ts'
import { onSaveKeys } from '../../records/form/onSaveKeys.ts'
import { useTypedForm } from '../../ui/useTypedForm.ts'
import styles from './fields.module.css'
import { WordsInputs, wordsFrom, wordsTyped } from './WordsInputs.tsx'

interface Props {
  title: string
  words?: OwnWords
  onClose: () => void
  onSave: (words: OwnWords) => void
}

/** A name in four languages, of which Turkish alone is needed. */
export function WordsDialog({ title, words, onClose, onSave }: Props) {
  const { t } = useTranslation(['fields', 'app'])
  const form = useTypedForm({
    initial: wordsTyped(words),
    check: ({ tr }) => ({ tr: tr.trim() === '' ? t('fields:nameMissing') : undefined }),
  })
  const submit = form.onSubmit(values => {
    onSave(wordsFrom(values))
    onClose()
  })
  return (
    <Modal opened onClose={onClose} title={title} size={440} centered>
      <form className={styles.form} onSubmit={submit} onKeyDownCapture={onSaveKeys(() => submit())} noValidate>
        <WordsInputs form={form} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('app:actions.cancel')}
          </Button>
          <Button type="submit">{t('fields:save')}</Button>
        </Group>
      </form>
    </Modal>
  )
}
