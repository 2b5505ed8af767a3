import { Button, Group, Modal } from '@mantine/core'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bagOf } from '../../../../shared/apply.ts'
import type { AnyKind, Values } from '../../../../shared/entity.ts'
import { asAppError, type FieldErrors } from '../../../../shared/errors.ts'
import type { FieldChange } from '../../../../shared/record.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useCall, useCore } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { staysInside } from '../../ui/staysInside.ts'
import { FieldInput } from '../fields/FieldInput.tsx'
import { useFields } from '../fields/shownFields.ts'
import { changesOf, check, type FormState } from '../form/formState.ts'
import { onSaveKeys } from '../form/onSaveKeys.ts'
import styles from './grid.module.css'

interface Props {
  kind: AnyKind
  id: string
  title: string
  /** What shall be written. */
  set: Record<string, FieldChange>
  /** The fields that it asks for besides. */
  missing: readonly string[]
  onDone: (operation: string) => void
  onCancel: () => void
}

/** What a change asks for besides (a lost lead its reason), filled in and written with it as one operation. */
export function MissingDialog(props: Props) {
  const { t } = useTranslation('grid')
  const { data: record } = useCall('records.get', { kind: props.kind.name, id: props.id })
  return (
    <Modal opened onClose={props.onCancel} title={t('missing.title', { title: props.title })} size={460} centered>
      {record && <Missing {...props} record={record} />}
    </Modal>
  )
}

function Missing({ kind, id, set, missing, record, onDone, onCancel }: Props & { record: ShownRecord }) {
  const { t } = useTranslation(['grid', 'records'])
  const core = useCore()
  const words = useErrorText()
  const fields = useFields(kind)
  const ids = useId()
  const [state, setState] = useState<FormState>(() => ({ base: baseOf(record, set), typed: typedOf(set) }))
  const [asked, setAsked] = useState(missing)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [problem, setProblem] = useState('')
  const [isBusy, setBusy] = useState(false)

  const save = async () => {
    const { errors: found } = check(kind, state, false, name => fields.get(name) !== undefined)
    if (Object.keys(found).length > 0) {
      setErrors(found)
      return setAsked(old => [...new Set([...old, ...Object.keys(found)])])
    }
    setBusy(true)
    try {
      const changes = changesOf(kind, state, false)
      onDone((await core.call('records.save', { kind: kind.name, id, create: false, set: changes })).operation)
    } catch (thrown) {
      const failed = asAppError(thrown).toBody()
      setErrors(failed.fields ?? {})
      setAsked(old => [...new Set([...old, ...Object.keys(failed.fields ?? {})])])
      setProblem(failed.fields ? '' : words.error(failed))
      setBusy(false)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  return (
    <form
      onSubmit={submit}
      onKeyDownCapture={onSaveKeys(() => void save())}
      {...staysInside}
      className={styles.missing}
    >
      <p className={styles.hint}>{t('grid:missing.hint')}</p>
      {asked.map((name, at) => {
        const shown = fields.get(name)
        const error = errors[name]
        if (!shown) return null
        const input = `${ids}-${name}`
        return (
          <div key={name}>
            <label className={styles.label} htmlFor={input}>
              {shown.label}
            </label>
            <FieldInput
              id={input}
              field={shown.field}
              value={name in state.typed ? state.typed[name] : state.base[name]}
              onChange={value => setState(old => ({ ...old, typed: { ...old.typed, [name]: value } }))}
              isInvalid={error !== undefined}
              describedBy={error ? `${input}-error` : undefined}
              isRequired
              autoFocus={at === 0}
            />
            {error && (
              <span id={`${input}-error`} className={styles.error} role="alert">
                {words.fieldError(error)}
              </span>
            )}
          </div>
        )
      })}
      {problem && (
        <span className={styles.error} role="alert">
          {problem}
        </span>
      )}
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onCancel}>
          {t('records:form.cancel')}
        </Button>
        <Button type="submit" loading={isBusy}>
          {t('records:form.save')}
        </Button>
      </Group>
    </form>
  )
}

/** What the person saw when they began is the base, also where the record has changed since. */
function baseOf(record: ShownRecord, set: Record<string, FieldChange>): Values {
  const base = bagOf(record)
  for (const [name, change] of Object.entries(set)) {
    if (change.base === undefined) delete base[name]
    else base[name] = change.base
  }
  return base
}
const typedOf = (set: Record<string, FieldChange>): Values =>
  Object.fromEntries(Object.entries(set).map(([name, { value }]) => [name, value]))
