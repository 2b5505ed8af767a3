import { Modal, MultiSelect, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { dealingKinds, isRuled, noStage, type StageRule, stageFields } from '../../../../shared/rules/stageRules.ts'
import { isState } from '../../../../shared/timeline.ts'
import { useKinds } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { onSaveKeys } from '../../records/form/onSaveKeys.ts'
import { FormActions } from '../../ui/FormActions.tsx'
import { FormErrors } from '../../ui/FormErrors.tsx'
import { InputGroup } from '../../ui/InputGroup.tsx'
import { type TypedForm, useTypedForm } from '../../ui/useTypedForm.ts'
import { RuleSentence } from './RuleSentence.tsx'
import { itemsIn, listed, type RuleTyped, ruleFrom, ruleGaps, ruleTyped, stageOption } from './ruleForm.ts'
import styles from './stages.module.css'

interface Props {
  kind: AnyKind
  /** Absent: a new one. */
  rule: StageRule | undefined
  onSave: (rule: StageRule) => void
  onClose: () => void
}

/** A rule is made or changed; what it says stands below as it is put together. */
export function RuleDialog(props: Props) {
  const { t } = useTranslation('stages')
  return (
    <Modal opened onClose={props.onClose} title={t(props.rule ? 'edit' : 'new')} size={560} centered>
      <RuleForm {...props} />
    </Modal>
  )
}

function RuleForm({ kind, rule, onSave, onClose }: Props) {
  const { t } = useTranslation(['stages', 'records'])
  const kinds = useKinds()
  const form = useTypedForm<RuleTyped>({
    initial: ruleTyped(kinds, kind, rule),
    check: typed =>
      Object.fromEntries(Object.entries(ruleGaps(typed)).map(([name, gap]) => [name, t(`stages:form.wrong.${gap}`)])),
  })
  const typed = form.values
  const submit = form.onSubmit(values => {
    onSave(ruleFrom(values))
    onClose()
  })
  const labels = {
    event: t('stages:form.event'),
    kind: t('stages:form.kind'),
    of: t('stages:form.of'),
    is: t('stages:form.is'),
    atLeast: t('stages:form.atLeast'),
    days: t('stages:form.days'),
    kinds: t('stages:form.kinds'),
    field: t('stages:form.field'),
    from: t('stages:form.from'),
    to: t('stages:form.to'),
  }
  const parts = { kind, form, labels }
  return (
    <form className={styles.form} onSubmit={submit} onKeyDownCapture={onSaveKeys(() => submit())} noValidate>
      <FormErrors form={form} labels={labels} summary={count => t('records:form.errors', { count })} />
      <InputGroup label={labels.event}>
        <SegmentedControl
          fullWidth
          size="xs"
          data={events.map(value => ({ value, label: t(`stages:form.events.${value}`) }))}
          value={typed.event}
          onChange={value => form.set('event', value as RuleTyped['event'])}
        />
      </InputGroup>
      {typed.event === 'silence' ? <SilencePart {...parts} /> : <DealingPart {...parts} />}
      <StagePart {...parts} />
      <p className={styles.preview} aria-live="polite">
        <RuleSentence kind={kind} rule={ruleFrom(typed)} />
      </p>
      <FormActions submit={t('stages:save')} onCancel={onClose} />
    </form>
  )
}

const events = ['first', 'from', 'silence'] as const

interface PartProps {
  kind: AnyKind
  form: TypedForm<RuleTyped>
  labels: Record<keyof RuleTyped, string>
}

/** Which dealings count, and from the how manieth on. */
function DealingPart({ kind, form, labels }: PartProps) {
  const { t } = useTranslation('stages')
  const { label } = useFormat()
  const kinds = useKinds()
  const { values } = form
  const dealing = kinds.get(values.kind)
  const told = Object.entries(dealing?.fields ?? {}).filter(([, field]) => isState(field))
  const choices = Object.entries(dealing?.fields[values.of]?.choices ?? {})
  return (
    <>
      <div className={styles.row}>
        <Select
          id={form.input('kind').id}
          data-autofocus
          label={labels.kind}
          data={dealingKinds(kinds, kind.name).map(one => ({ value: one.name, label: label(one.label.one) }))}
          value={values.kind}
          error={form.errors.kind}
          onChange={value => value && form.set('kind', value)}
        />
        {values.event === 'from' && <TextInput {...form.input('atLeast')} label={labels.atLeast} inputMode="numeric" />}
      </div>
      <div className={styles.row}>
        <Select
          id={form.input('of').id}
          label={labels.of}
          data={[
            { value: '', label: t('form.ofAll') },
            ...told.map(([value, field]) => ({ value, label: t('form.ofChoice', { field: label(field.label) }) })),
          ]}
          value={values.of}
          onChange={value => form.set('of', value ?? '')}
        />
        {values.of !== '' && (
          <MultiSelect
            id={form.input('is').id}
            label={labels.is}
            data={choices.map(([value, choice]) => ({ value, label: label(choice.label) }))}
            value={itemsIn(values.is)}
            error={form.errors.is}
            onChange={is => form.set('is', listed(is))}
          />
        )}
      </div>
    </>
  )
}

/** For how long nothing is recorded, and of what. */
function SilencePart({ kind, form, labels }: PartProps) {
  const { t } = useTranslation('stages')
  const { label } = useFormat()
  const dealings = dealingKinds(useKinds(), kind.name)
  return (
    <div className={styles.row}>
      <TextInput {...form.input('days')} data-autofocus label={labels.days} inputMode="numeric" />
      {dealings.length > 1 && (
        <MultiSelect
          label={labels.kinds}
          placeholder={form.values.kinds === '' ? t('form.kindsAll') : ''}
          data={dealings.map(({ name, label: words }) => ({ value: name, label: label(words.many) }))}
          value={itemsIn(form.values.kinds)}
          onChange={kinds => form.set('kinds', listed(kinds))}
        />
      )}
    </div>
  )
}

/** What is moved, from where and where to. */
function StagePart({ kind, form, labels }: PartProps) {
  const { t } = useTranslation('stages')
  const { label } = useFormat()
  const { values } = form
  const fields = stageFields(kind)
  const stages = Object.entries(kind.fields[values.field]?.choices ?? {})
  const isHeld = (key: string) => key === values.to || itemsIn(values.from).includes(key)
  const options = stages
    .filter(([key, choice]) => (!choice.retired && isRuled(kind, values.field, key)) || isHeld(key))
    .map(([value, choice]) => ({ value, label: label(choice.label) }))
  return (
    <>
      {fields.length > 1 && (
        <Select
          id={form.input('field').id}
          label={labels.field}
          data={fields.flatMap(name => {
            const field = kind.fields[name]
            return field ? [{ value: name, label: label(field.label) }] : []
          })}
          value={values.field || null}
          error={form.errors.field}
          onChange={value => value && form.set('field', value)}
        />
      )}
      <div className={styles.row}>
        <MultiSelect
          id={form.input('from').id}
          label={labels.from}
          placeholder={values.from === '' ? t('form.fromAll') : ''}
          data={[{ value: stageOption(noStage), label: t('noStage') }, ...options]}
          value={itemsIn(values.from)}
          disabled={values.field === ''}
          onChange={from => form.set('from', listed(from))}
        />
        <Select
          id={form.input('to').id}
          label={labels.to}
          data={options}
          value={values.to || null}
          error={form.errors.to}
          disabled={values.field === ''}
          onChange={value => value && form.set('to', value)}
        />
      </div>
    </>
  )
}
