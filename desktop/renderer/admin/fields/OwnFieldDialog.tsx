import { Button, Group, Modal, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { FieldKind } from '../../../../shared/fields.ts'
import { uuidv7 } from '../../../../shared/ids.ts'
import { type OwnWords, structures } from '../../../../shared/structures.ts'
import { trFold } from '../../../../shared/text.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useAction, useCall, useKinds } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { onSaveKeys } from '../../records/form/onSaveKeys.ts'
import { FormErrors } from '../../ui/FormErrors.tsx'
import { useTypedForm } from '../../ui/useTypedForm.ts'
import { ChoicesEditor } from './ChoicesEditor.tsx'
import styles from './fields.module.css'
import { keyFrom } from './keyFrom.ts'
import type { PlannedChoice } from './plan.ts'
import { WordsInputs, wordsFrom, wordsTyped } from './WordsInputs.tsx'

interface Props {
  kind: AnyKind
  /** Key of the own field that is changed; absent: a new one. */
  edits?: string
  onClose: () => void
  onSaved: (key: string) => void
}

/** A company's own field: what it is called, of which kind it is, and its choices. */
export function OwnFieldDialog(props: Props) {
  const { t } = useTranslation('fields')
  const { latest: fields } = useCall('records.all', { kind: 'ownField' })
  const mine = fields?.filter(({ values }) => values['of'] === props.kind.name) ?? []
  const field = mine.find(({ values, archived }) => values['key'] === props.edits && !archived)
  // A dialog gives the focus to its first field, which therefore comes with it.
  if (!fields || (props.edits && !field)) return null
  return (
    <Modal opened onClose={props.onClose} title={t(props.edits ? 'editField' : 'addField')} size={520} centered>
      <OwnFieldForm {...props} mine={mine} field={field} />
    </Modal>
  )
}

function OwnFieldForm({
  kind,
  mine,
  field,
  onClose,
  onSaved,
}: Props & { mine: ShownRecord[]; field: ShownRecord | undefined }) {
  const { t } = useTranslation(['fields', 'app', 'records'])
  const { error: words, fieldError } = useErrorText()
  const { label } = useFormat()
  const kinds = useKinds()
  const undo = useUndo()
  const [save, { error }] = useAction('records.save')
  const held = structures.ownChoices.safeParse(field?.values['choices']).data
  const [choices, setChoices] = useState<PlannedChoice[]>(held ?? [])
  const hasChoices = (type: string) => type === 'choice' || type === 'multiChoice'
  const hasTarget = (type: string) => type === 'reference' || type === 'references'
  const own = field && kind.fields[`custom.${String(field.values['key'])}`]
  const namesTaken = new Set(
    Object.values(kind.fields)
      .filter(one => one !== own)
      .map(one => trFold(one.label.tr.trim())),
  )
  const form = useTypedForm({
    initial: {
      ...wordsTyped(field?.values['words'] as OwnWords | undefined),
      type: String(field?.values['type'] ?? 'text'),
      target: String(field?.values['target'] ?? kind.name),
      // They are no text; their place among what can be wrong is here.
      choices: '',
    },
    check: ({ tr, type }) => ({
      tr:
        tr.trim() === ''
          ? t('fields:nameMissing')
          : namesTaken.has(trFold(tr.trim()))
            ? t('fields:nameTaken', { name: tr.trim() })
            : undefined,
      choices: hasChoices(type) && choices.length === 0 ? t('fields:choices.missing') : undefined,
    }),
  })
  const { type } = form.values
  const put = async (set: Record<string, unknown>, message: string) => {
    const base = field?.values ?? {}
    const key = String(base['key'] ?? set['key'])
    const answer = await save({
      kind: 'ownField',
      id: field?.id ?? uuidv7(),
      create: !field,
      set: Object.fromEntries(
        Object.entries(set).map(([name, value]) => [name, { base: name === 'archived' ? false : base[name], value }]),
      ),
    })
    if (!answer.ok) {
      const wrong = answer.error.fields?.['words'] ?? answer.error.fields?.['key']
      return form.refuse({ tr: wrong && fieldError(wrong) })
    }
    undo.done(message, answer.value.operation)
    onClose()
    onSaved(key)
  }
  const submit = form.onSubmit(async values => {
    const named = wordsFrom(values)
    const withWords = choices.map(choice => ({ ...choice, words: choice.words ?? { tr: choice.key } }))
    const set = {
      words: named,
      ...(hasChoices(type) ? { choices: withWords } : {}),
      ...(field
        ? {}
        : {
            of: kind.name,
            key: keyFrom(named.tr, new Set(mine.map(one => String(one.values['key'])))),
            type,
            ...(hasTarget(type) ? { target: values.target } : {}),
            position: mine.length,
          }),
    }
    await put(set, t('fields:fieldSaved', { name: named.tr }))
  })
  const labels = {
    tr: t('fields:name'),
    en: t('fields:languages.en'),
    de: t('fields:languages.de'),
    fr: t('fields:languages.fr'),
    type: t('fields:type'),
    target: t('fields:target'),
    choices: t('fields:choices.new'),
  }
  return (
    <form className={styles.form} onSubmit={submit} onKeyDownCapture={onSaveKeys(() => submit())} noValidate>
      <FormErrors
        form={form}
        labels={labels}
        summary={count => t('records:form.errors', { count })}
        problem={error && !error.fields ? words(error) : undefined}
      />
      <WordsInputs form={form} />
      <Select
        id={form.input('type').id}
        label={labels.type}
        description={field ? t('fields:typeFixed') : t(`fields:typeHints.${type as OwnType}`, { defaultValue: '' })}
        data={ownTypes.map(value => ({ value, label: t(`fields:types.${value}`) }))}
        value={type}
        disabled={field !== undefined}
        onChange={value => form.set('type', value ?? type)}
      />
      {hasTarget(type) && !field && (
        <Select
          label={t('fields:target')}
          data={kinds.all
            .filter(one => one.list && !one.internal)
            .map(one => ({ value: one.name, label: label(one.label.many) }))}
          value={form.values.target}
          onChange={value => form.set('target', value ?? form.values.target)}
        />
      )}
      {hasChoices(type) && (
        <ChoicesEditor
          choices={choices}
          defined={{}}
          onChange={setChoices}
          line={{ id: form.input('choices').id, error: form.errors.choices }}
        />
      )}
      <Group justify="flex-end" gap="xs" mt="xs">
        {field && (
          <Button
            variant="subtle"
            color="red"
            mr="auto"
            onClick={() => void put({ archived: true }, t('fields:fieldGone', { name: field.title }))}
          >
            {t('fields:archive')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t('app:actions.cancel')}
        </Button>
        <Button type="submit" loading={form.isBusy}>
          {t('fields:save')}
        </Button>
      </Group>
    </form>
  )
}

/** What a company may make a field of; what only definitions can say (lines, structures) is left out. */
const ownTypes = [
  'text',
  'longText',
  'number',
  'money',
  'percent',
  'date',
  'dateTime',
  'choice',
  'multiChoice',
  'boolean',
  'email',
  'phone',
  'url',
  'reference',
  'references',
  'tags',
  'files',
  'address',
] as const satisfies readonly FieldKind[]
type OwnType = (typeof ownTypes)[number]
