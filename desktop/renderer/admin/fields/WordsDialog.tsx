import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OwnWords } from '../../../../shared/structures.ts'
import { onSaveKeys } from '../../records/form/onSaveKeys.ts'
import { FormActions } from '../../ui/FormActions.tsx'
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
  const { t } = useTranslation('fields')
  const form = useTypedForm({
    initial: wordsTyped(words),
    check: ({ tr }) => ({ tr: tr.trim() === '' ? t('nameMissing') : undefined }),
  })
  const submit = form.onSubmit(values => {
    onSave(wordsFrom(values))
    onClose()
  })
  return (
    <Modal opened onClose={onClose} title={title} size={440} centered>
      <form className={styles.form} onSubmit={submit} onKeyDownCapture={onSaveKeys(() => submit())} noValidate>
        <WordsInputs form={form} />
        <FormActions submit={t('save')} onCancel={onClose} />
      </form>
    </Modal>
  )
}
