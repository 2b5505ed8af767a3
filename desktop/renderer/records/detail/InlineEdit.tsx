import { Button } from '@mantine/core'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bagOf } from '../../../../shared/apply.ts'
import type { AnyKind } from '../../../../shared/entity.ts'
import { asAppError, type FieldErrors } from '../../../../shared/errors.ts'
import type { RecordKey } from '../../../../shared/record.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { go } from '../../app/navigation.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { toEdit, toRecord } from '../../app/route.ts'
import { useCore } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useBringing } from '../commandForms.tsx'
import { BringingContext } from '../fields/bringing.ts'
import { FieldInput } from '../fields/FieldInput.tsx'
import { screenFacts } from '../fields/fieldFacts.ts'
import { type ShownField, useFields } from '../fields/shownFields.ts'
import { WithinReach } from '../fields/WithinReach.tsx'
import { changesOf, check, type FormState, withValue } from '../form/formState.ts'
import { onSaveKeys } from '../form/onSaveKeys.ts'
import { draftKey, stored } from '../form/useDraft.ts'
import styles from './detail.module.css'

interface Props {
  kind: AnyKind
  record: ShownRecord
  shown: ShownField
  onClose: () => void
}

/** What a command made of the record takes its place on the screen. */
const toMade = ({ kind, id }: RecordKey) => go(toRecord(kind, id))

/** One field of a record, edited where it stands: Enter saves, Esc leaves it as it was. */
export function InlineEdit({ kind, record, shown, onClose }: Props) {
  const { t } = useTranslation('records')
  const core = useCore()
  const undo = useUndo()
  const words = useErrorText()
  const fields = useFields(kind)
  const id = useId()
  const { name, field, label } = shown
  const facts = screenFacts[field.kind]
  // What stood there when the editing began is what the person saw.
  const [state, setState] = useState<FormState>(() => ({ base: bagOf(record), typed: {} }))
  const [errors, setErrors] = useState<FieldErrors>({})
  const [problem, setProblem] = useState('')

  const bringing = useBringing(kind.name, record, { onDone: toMade, onLeave: onClose })
  const save = async (next: FormState = state) => {
    const { errors: found } = check(kind, next, false, field => fields.get(field) !== undefined)
    if (Object.keys(found).length > 0) return setErrors(found)
    const set = changesOf(kind, next, false)
    if (Object.keys(set).length === 0) return onClose()
    try {
      const { operation } = await core.call('records.save', { kind: kind.name, id: record.id, create: false, set })
      undo.done(t('done.field', { field: label }), operation)
      onClose()
    } catch (thrown) {
      const failed = asAppError(thrown).toBody()
      setErrors(failed.fields ?? {})
      if (!failed.fields) setProblem(words.error(failed))
    }
  }
  const change = (value: unknown) => {
    const next = withValue(state, name, value)
    setState(next)
    setErrors({})
    setProblem('')
    if (facts.savesOnChoice) void save(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      return onClose()
    }
    if (event.key !== 'Enter' || !facts.savesOnEnter) return
    event.preventDefault()
    event.stopPropagation()
    void save()
  }
  const others = Object.keys(errors).filter(other => other !== name)
  /** What this change asks for besides is filled in the form, which begins with it. */
  const openForm = async () => {
    await core.call('drafts.put', { key: draftKey(kind.name, record.id), value: stored(state) }).catch(() => undefined)
    go(toEdit(kind.name, record.id, { resume: '1' }))
  }
  const own = errors[name]
  const said = (own || problem) && (
    <span id={`${id}-error`} className={styles.inlineError} role="alert">
      {own ? words.fieldError(own) : problem}
    </span>
  )
  return (
    <fieldset
      className={styles.inline}
      data-form
      onKeyDown={onKeyDown}
      onKeyDownCapture={onSaveKeys(() => void save())}
      aria-label={label}
    >
      <label className={styles.unseen} htmlFor={id}>
        {label}
      </label>
      <WithinReach kind={kind} name={name}>
        <BringingContext value={bringing}>
          <FieldInput
            id={id}
            field={field}
            value={name in state.typed ? state.typed[name] : state.base[name]}
            onChange={change}
            isInvalid={own !== undefined || problem !== ''}
            describedBy={own || problem ? `${id}-error` : undefined}
            autoFocus
            isInline
            {...(facts.hasParts ? { said } : {})}
          />
        </BringingContext>
      </WithinReach>
      {!facts.hasParts && said}
      {others.length > 0 && (
        <span className={styles.inlineError} role="alert">
          {t('detail.needsMore', { fields: others.map(other => fields.get(other)?.label ?? other).join(', ') })}{' '}
          <Button size="compact-xs" variant="subtle" onClick={() => void openForm()}>
            {t('detail.openForm')}
          </Button>
        </span>
      )}
      <div className={styles.inlineButtons}>
        {!facts.savesOnChoice && (
          <Button size="compact-sm" onClick={() => void save()}>
            {t('form.save')}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onClose}>
          {t('form.cancel')}
        </Button>
      </div>
    </fieldset>
  )
}
