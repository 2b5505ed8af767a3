import { Button, TextInput } from '@mantine/core'
import { IconCheck, IconCopy, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { onSaveKeys } from '../../records/form/onSaveKeys.ts'
import { useTypedForm } from '../../ui/useTypedForm.ts'
import styles from './door.module.css'
import { RecoverySheet } from './RecoverySheet.tsx'
import { askedGroups, sameGroup } from './recoveryGroups.ts'

interface Props {
  code: string
  /** Whose it is; stands on the printed sheet. */
  email: string
  server: string
  /** What comes after it was confirmed. */
  submit: { label: string; run: () => Promise<void> | void }
}

/** The code, to be copied or printed; then out of sight, and two of its groups are typed from what was kept. */
export function RecoveryCode({ code, email, server, submit }: Props) {
  const { t } = useTranslation('session')
  const [isHidden, setHidden] = useState(false)
  const [isCopied, setCopied] = useState(false)
  const groups = code.split('-')
  const [asked] = useState(() => askedGroups(groups.length))
  const wrong = (typed: string, at: number): string | undefined => {
    if (typed.trim() === '') return t('recovery.groupMissing', { n: at + 1 })
    return sameGroup(typed, groups[at] ?? '') ? undefined : t('recovery.groupWrong', { n: at + 1 })
  }
  const form = useTypedForm({
    initial: { first: '', second: '' },
    check: values => ({ first: wrong(values.first, asked[0]), second: wrong(values.second, asked[1]) }),
  })
  const copy = async () => {
    const worked = await navigator.clipboard.writeText(code).then(
      () => true,
      () => false,
    )
    setCopied(worked)
  }
  const confirm = form.onSubmit(() => submit.run())
  return (
    <form className={styles.form} onSubmit={confirm} onKeyDownCapture={onSaveKeys(() => confirm())} noValidate>
      <div className={styles.code}>
        <ol className={styles.groups} aria-label={t('recovery.label')}>
          {groups.map((group, at) => (
            <li key={group}>
              {/* What is not shown is not there to be read either. */}
              <span>{isHidden ? '•••••' : group}</span>
              <small aria-hidden>{at + 1}</small>
            </li>
          ))}
        </ol>
        <div className={styles.codeActions}>
          <Button
            variant="default"
            size="xs"
            leftSection={isCopied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            onClick={() => void copy()}
          >
            <span aria-live="polite">{isCopied ? t('recovery.copied') : t('recovery.copy')}</span>
          </Button>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPrinter size={16} aria-hidden />}
            onClick={() => window.print()}
          >
            {t('recovery.print')}
          </Button>
          <Button variant="subtle" size="xs" color="gray" ml="auto" onClick={() => setHidden(!isHidden)}>
            {isHidden ? t('recovery.showAgain') : t('recovery.hide')}
          </Button>
        </div>
      </div>
      <p className={styles.quiet}>{t('recovery.keep')}</p>
      <fieldset className={styles.section}>
        <legend className={styles.sectionTitle}>{t('recovery.confirmTitle')}</legend>
        <p className={styles.quiet}>{t('recovery.confirmHint')}</p>
        <div className={styles.pair}>
          {(['first', 'second'] as const).map((name, at) => (
            <TextInput
              key={name}
              {...form.input(name)}
              size="md"
              label={t('recovery.group', { n: (asked[at] ?? 0) + 1 })}
              maxLength={7}
              autoComplete="off"
              spellCheck={false}
              onFocus={() => setHidden(true)}
            />
          ))}
        </div>
      </fieldset>
      <Button type="submit" size="md" fullWidth loading={form.isBusy} loaderProps={{ type: 'dots' }}>
        {submit.label}
      </Button>
      <RecoverySheet groups={groups} email={email} server={server} />
    </form>
  )
}
