import { IconExternalLink, IconMail, IconPhone } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatPhone, normalizePhone } from '../../../../../shared/phone.ts'
import { useReached } from '../../reached.ts'
import { CopyButton } from '../CopyButton.tsx'
import styles from '../fields.module.css'
import type { InputProps, ViewProps } from '../types.ts'
import { PlainInput } from './text.tsx'
import { TypedInput } from './typed.tsx'

export function PhoneView({ value, place }: ViewProps<string>) {
  const { t } = useTranslation('records')
  const reached = useReached()
  const shown = formatPhone(value)
  if (place !== 'detail' && place !== 'head') return <span className="numbers">{shown}</span>
  return (
    <span className={styles.withCopy}>
      <a
        className={`${styles.link} numbers`}
        tabIndex={place === 'head' ? -1 : undefined}
        href={`tel:${value}`}
        onClick={() => reached?.({ by: 'phone', at: value })}
      >
        <IconPhone size={15} stroke={1.5} aria-hidden />
        {shown}
      </a>
      {place === 'detail' && <CopyButton text={shown} label={t('fields.copyPhone')} />}
    </span>
  )
}

export function EmailView({ value, place }: ViewProps<string>) {
  const { t } = useTranslation('records')
  const reached = useReached()
  if (place !== 'detail' && place !== 'head') return value
  return (
    <span className={styles.withCopy}>
      <a
        className={styles.link}
        tabIndex={place === 'head' ? -1 : undefined}
        href={`mailto:${encodeURIComponent(value).replace('%40', '@')}`}
        onClick={() => reached?.({ by: 'email', at: value })}
      >
        <IconMail size={15} stroke={1.5} aria-hidden />
        {value}
      </a>
      {place === 'detail' && <CopyButton text={value} label={t('fields.copyEmail')} />}
    </span>
  )
}

/** Only web addresses become links; what else may have come in stays text. */
export function UrlView({ value, place }: ViewProps<string>) {
  const shown = withoutScheme(value)
  if (place !== 'detail' || !/^https?:\/\//i.test(value)) return shown
  return (
    <a className={styles.link} href={value} target="_blank" rel="noopener noreferrer">
      <IconExternalLink size={15} stroke={1.5} aria-hidden />
      {shown}
    </a>
  )
}

export const withoutScheme = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\/$/, '')

export function PhoneInput(props: InputProps) {
  return (
    <TypedInput
      {...props}
      parse={text => normalizePhone(text)}
      format={value => (typeof value === 'string' ? formatPhone(value) : '')}
      input={{ inputMode: 'tel', type: 'tel' }}
    />
  )
}

export const EmailInput = PlainInput
export const UrlInput = PlainInput
