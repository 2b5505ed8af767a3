import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../../shared/labels.ts'
import type { OwnWords } from '../../../../shared/structures.ts'
import type { TypedForm } from '../../ui/useTypedForm.ts'
import styles from './fields.module.css'

type Typed = Record<Language, string>
const others = ['en', 'de', 'fr'] as const

export const wordsTyped = (words?: OwnWords): Typed => ({
  tr: words?.tr ?? '',
  en: words?.en ?? '',
  de: words?.de ?? '',
  fr: words?.fr ?? '',
})

/** Languages left empty are left out: they show the Turkish word. */
export const wordsFrom = (typed: Typed): OwnWords => ({
  tr: typed.tr.trim(),
  ...Object.fromEntries(others.flatMap(name => (typed[name].trim() ? [[name, typed[name].trim()]] : []))),
})

/** The Turkish name, and those of the other languages behind a fold. */
export function WordsInputs<V extends Typed>({ form }: { form: TypedForm<V> }) {
  const { t } = useTranslation('fields')
  return (
    <>
      <TextInput {...form.input('tr')} data-autofocus label={t('name')} maxLength={80} required />
      <details className={styles.others} open={others.some(name => form.values[name] !== '')}>
        <summary>{t('otherLanguages')}</summary>
        <div className={styles.form}>
          {others.map(name => (
            <TextInput key={name} {...form.input(name)} label={t(`languages.${name}`)} maxLength={80} />
          ))}
        </div>
      </details>
    </>
  )
}
