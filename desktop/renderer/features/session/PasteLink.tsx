import { Button, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { readLink } from '../../../../shared/auth/links.ts'
import { go } from '../../app/navigation.ts'
import { useTypedForm } from '../../ui/useTypedForm.ts'
import styles from './door.module.css'

/** For a link that did not open the app by itself. */
export function PasteLink() {
  const { t } = useTranslation('session')
  const form = useTypedForm({
    initial: { link: '' },
    check: ({ link }) => ({
      link: link.trim() === '' ? t('paste.missing') : readLink(link) ? undefined : t('paste.wrong'),
    }),
  })
  const open = form.onSubmit(({ link }) => {
    const found = readLink(link)
    if (found) go({ screen: found.purpose, server: found.server, token: found.token })
  })
  return (
    <form className={styles.form} onSubmit={open} noValidate>
      <Textarea
        {...form.input('link')}
        size="md"
        label={t('paste.label')}
        autosize
        minRows={2}
        maxRows={5}
        spellCheck={false}
        autoFocus
        onKeyDown={event => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          open()
        }}
      />
      <Button type="submit" size="md" fullWidth>
        {t('paste.submit')}
      </Button>
    </form>
  )
}
