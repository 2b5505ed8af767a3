import { Button, SegmentedControl, Select } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AnyKind, customPrefix, isCustom } from '../../../../shared/entity.ts'
import { useFormat } from '../../i18n/format.ts'
import { useSectionName } from '../../records/form/FieldSections.tsx'
import { InputGroup } from '../../ui/InputGroup.tsx'
import { ChoicesEditor } from './ChoicesEditor.tsx'
import styles from './fields.module.css'
import { OwnFieldDialog } from './OwnFieldDialog.tsx'
import { choicesOf, type Plan, type PlannedField, placed, withField } from './plan.ts'
import { WhenPicker } from './WhenPicker.tsx'
import { firstWhen, whenFields } from './when.ts'

interface Props {
  kind: AnyKind
  plan: Plan
  field: PlannedField
  onChange: (plan: Plan) => void
}

/** What the company asks of one field. */
export function FieldInspector({ kind, plan, field, onChange }: Props) {
  const { t } = useTranslation('fields')
  const { label } = useFormat()
  const nameOf = useSectionName(kind)
  const [isEditing, setEditing] = useState(false)
  const definition = kind.fields[field.name]
  if (!definition) return null
  const section = plan.find(({ fields }) => fields.includes(field))
  const put = (change: Partial<PlannedField>) => onChange(withField(plan, field.name, old => ({ ...old, ...change })))
  const hasChoices = definition.kind === 'choice' || definition.kind === 'multiChoice'
  const isOwn = isCustom(field.name)
  return (
    <div className={styles.inspector}>
      <div className={styles.inspectorHead}>
        <h2 className={styles.cardTitle}>{label(definition.label)}</h2>
        <span className={styles.type}>{t(`types.${definition.kind}`)}</span>
        {isOwn && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPencil size={16} stroke={1.5} aria-hidden />}
            onClick={() => setEditing(true)}
          >
            {t('edit')}
          </Button>
        )}
      </div>
      <Select
        label={t('section')}
        data={plan.map(({ name }) => ({ value: name, label: nameOf(name) || t('unnamed') }))}
        value={section?.name ?? null}
        onChange={name => {
          const to = plan.find(one => one.name === name)
          if (to) onChange(placed(plan, field.name, to.name, to.fields.length))
        }}
      />
      {field.isNeeded ? (
        <p className={styles.hint}>{t('needed')}</p>
      ) : (
        <>
          <Choice
            label={t('required.label')}
            options={{ no: t('required.no'), always: t('required.always'), when: t('required.when') }}
            value={typeof field.required === 'object' ? 'when' : field.required}
            onChange={value =>
              put({ required: value === 'when' ? firstWhen(kind, field.name) : (value as 'no' | 'always') })
            }
            isOffered={value => value !== 'when' || whenFields(kind, field.name).length > 0}
          />
          {typeof field.required === 'object' && (
            <WhenPicker kind={kind} of={field.name} when={field.required} onChange={required => put({ required })} />
          )}
          <Choice
            label={t('shown.label')}
            options={{ always: t('shown.always'), when: t('shown.when') }}
            value={field.shown === 'always' ? 'always' : 'when'}
            onChange={value => put({ shown: value === 'when' ? firstWhen(kind, field.name) : 'always' })}
            isOffered={value => value !== 'when' || whenFields(kind, field.name).length > 0}
          />
          {field.shown !== 'always' && (
            <WhenPicker kind={kind} of={field.name} when={field.shown} onChange={shown => put({ shown })} />
          )}
        </>
      )}
      {hasChoices && !isOwn && (
        <ChoicesEditor
          choices={choicesOf(field, definition.choices ?? {})}
          defined={definition.choices ?? {}}
          onChange={choices => put({ choices })}
        />
      )}
      {isEditing && (
        <OwnFieldDialog
          kind={kind}
          edits={field.name.slice(customPrefix.length)}
          onClose={() => setEditing(false)}
          onSaved={() => setEditing(false)}
        />
      )}
    </div>
  )
}

interface ChoiceProps {
  label: string
  options: Record<string, string>
  value: string
  onChange: (value: string) => void
  isOffered: (value: string) => boolean
}

function Choice({ label, options, value, onChange, isOffered }: ChoiceProps) {
  return (
    <InputGroup label={label}>
      <SegmentedControl
        fullWidth
        size="xs"
        data={Object.entries(options)
          .filter(([key]) => isOffered(key))
          .map(([key, text]) => ({ value: key, label: text }))}
        value={value}
        onChange={onChange}
      />
    </InputGroup>
  )
}
