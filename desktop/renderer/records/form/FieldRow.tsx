import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { FieldInput } from '../fields/FieldInput.tsx'
import { FieldView } from '../fields/FieldView.tsx'
import { screenFacts } from '../fields/fieldFacts.ts'
import { LinkInput, LinkView } from '../fields/LinkInput.tsx'
import type { ShownField } from '../fields/shownFields.ts'
import { WithinReach } from '../fields/WithinReach.tsx'
import styles from './form.module.css'
import { useOneOfNames } from './useOneOfNames.ts'
import type { RecordForm } from './useRecordForm.ts'

interface Props {
  form: RecordForm
  shown: ShownField
  /** Of the input; error links lead to it. */
  id: string
  autoFocus?: boolean
}

/** Label, input, help, and what is wrong with it, for one field of a form. */
export function FieldRow({ form, shown, id, autoFocus }: Props) {
  const { t } = useTranslation(['records', 'errors'])
  const { label: word } = useFormat()
  const { fieldError } = useErrorText()
  const { name, field, label } = shown
  const error = form.errors[name]
  const oneOfNames = useOneOfNames(form)(name)
  const warning = form.checked.warnings.find(item => item.field === name)
  const isRequired = form.checked.required.has(name)
  const isOneOf = !isRequired && form.checked.oneOf.has(name)
  const help = field.help
    ? word(field.help)
    : screenFacts[field.kind].hasHelp
      ? t(`help.${field.kind === 'number' && field.decimals === 0 ? 'whole' : (field.kind as HelpKind)}`)
      : undefined
  const now = form.overtaken.find(([overtaken]) => overtaken === name)
  const canWrite = form.canWrite(name)
  const described = [
    isOneOf && `${id}-one`,
    help && `${id}-help`,
    error && `${id}-error`,
    warning && !error && `${id}-error`,
  ].filter(Boolean)
  const input = {
    id,
    value: form.values[name],
    onChange: (value: unknown) => form.set(name, value),
    onBlur: () => form.left(name),
    isInvalid: error !== undefined,
    describedBy: described.length > 0 ? described.join(' ') : undefined,
    isRequired,
    autoFocus,
  }
  if (!canWrite)
    return (
      <div className={styles.field} data-wide={screenFacts[field.kind].isWide || undefined}>
        <span className={styles.label}>{label}</span>
        <div className={styles.readOnly}>
          {name === 'parent' ? (
            <LinkView value={form.values[name]} />
          ) : (
            <FieldView field={field} value={form.values[name]} place="detail" />
          )}
        </div>
        <span className={styles.help}>{t(name === 'owner' && form.isNew ? 'form.ownerIsYou' : 'form.readOnly')}</span>
      </div>
    )
  const { hasParts } = screenFacts[field.kind]
  const said = error ? (
    <span id={`${id}-error`} className={styles.error}>
      {error.reason === 'oneOf' && oneOfNames
        ? t('errors:fieldErrors.oneOfThese', { fields: oneOfNames })
        : fieldError(error)}
    </span>
  ) : (
    help && (
      <span id={`${id}-help`} className={styles.help}>
        {help}
      </span>
    )
  )
  return (
    <div
      className={styles.field}
      data-wide={screenFacts[field.kind].isWide || undefined}
      data-invalid={error ? true : undefined}
    >
      {/* The name of an input is its label alone; that it is required, it says itself. */}
      <div className={styles.labelRow}>
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
        {isRequired && (
          <span className={styles.star} title={t('form.required')} aria-hidden>
            *
          </span>
        )}
        {isOneOf && (
          <span id={`${id}-one`} className={styles.oneOf}>
            {t('form.oneOf')}
          </span>
        )}
      </div>
      {name === 'parent' ? (
        <LinkInput {...input} kind={form.kind} label={label} />
      ) : (
        <WithinReach kind={form.kind} name={name} isNew={form.isNew}>
          <FieldInput {...input} field={field} {...(hasParts ? { said } : {})} />
        </WithinReach>
      )}
      {!hasParts && said}
      {now && (
        <div className={styles.overtaken} role="status">
          <span>
            {t('form.overtaken')}{' '}
            {name === 'parent' ? (
              <LinkView value={now[1]} />
            ) : (
              <FieldView field={field} value={now[1]} place="change" />
            )}
          </span>
          <Button variant="subtle" size="compact-xs" onClick={() => form.settle(name, now[1], 'theirs')}>
            {t('form.takeTheirs')}
          </Button>
          <Button variant="subtle" size="compact-xs" color="gray" onClick={() => form.settle(name, now[1], 'mine')}>
            {t('form.keepMine')}
          </Button>
        </div>
      )}
    </div>
  )
}

type HelpKind = 'number' | 'money' | 'percent' | 'date' | 'dateTime' | 'email' | 'phone' | 'url' | 'taxNumber'
