import { Button } from '@mantine/core'
import { useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { customerFrom } from '../../../../shared/commands/crm/convertLead.ts'
import type { AnyKind, Values } from '../../../../shared/entity.ts'
import { asAppError, type ErrorBody } from '../../../../shared/errors.ts'
import { uuidv7 } from '../../../../shared/ids.ts'
import { requiredFields } from '../../../../shared/validate.ts'
import { isEmpty } from '../../../../shared/value.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useCore } from '../../data/hooks.ts'
import { FieldView } from '../../records/fields/FieldView.tsx'
import { useFields } from '../../records/fields/shownFields.ts'
import { ErrorSummary, focusField } from '../../records/form/ErrorSummary.tsx'
import { FieldSections } from '../../records/form/FieldSections.tsx'
import { changesOf, check, type FormState, valuesOf, withValue } from '../../records/form/formState.ts'
import { onSaveKeys } from '../../records/form/onSaveKeys.ts'
import { SimilarHint } from '../../records/form/SimilarHint.tsx'
import type { RecordForm } from '../../records/form/useRecordForm.ts'
import { useRights } from '../../records/rights.ts'
import type { CommandFormProps } from '../../records/slots.ts'
import styles from './crm.module.css'

interface Props extends CommandFormProps {
  customer: AnyKind
}

/** What goes over to the customer, and only what a customer needs besides. */
export function ConvertForm({ record, customer, onDone, onClose }: Props) {
  const { t } = useTranslation('records')
  const core = useCore()
  const undo = useUndo()
  const fields = useFields(customer)
  const ids = useId()
  const idOf = (name: string) => `${ids}${name}`
  const { form, state, setProblem, setSaving } = useConvertForm(record, customer)
  const carried = useMemo(() => customerFrom(record.values), [record.values])
  const asked = useMemo(() => askedOf(customer, carried, form.values['type']), [customer, carried, form.values])
  const shown = fields.own.filter(({ name }) => asked.has(name))

  const convert = async () => {
    const wrong = form.tryAll()
    if (wrong !== undefined) return focusField(idOf(wrong))
    const id = uuidv7()
    const set = changesOf(customer, { base: {}, typed: state.typed }, true)
    const values = Object.fromEntries(Object.entries(set).map(([name, { value }]) => [name, value]))
    setSaving(true)
    try {
      const { operation } = await core.call('commands.run', {
        name: 'convertLead',
        arguments: { lead: record.id, customer: id, values },
      })
      const made = { kind: 'customer', id }
      undo.done(t('lead.done', { title: record.title }), operation, onDone ? undefined : made)
      onClose()
      onDone?.(made)
    } catch (thrown) {
      setProblem(asAppError(thrown).toBody())
    } finally {
      setSaving(false)
    }
  }
  const over = fields.own.filter(({ name }) => !isEmpty(carried[name]) && !asked.has(name))
  return (
    <div className={styles.body} onKeyDownCapture={onSaveKeys(() => void convert())}>
      <p className={styles.hint}>{t('lead.rule')}</p>
      <ErrorSummary form={form} fields={fields} idOf={idOf} />
      <SimilarHint form={form} id={undefined} />
      <section>
        <h3 className={styles.part}>{t('lead.needed')}</h3>
        <FieldSections form={form} sections={[{ name: '', fields: shown }]} idOf={idOf} autoFocus />
      </section>
      <section>
        <h3 className={styles.part}>{t('lead.carried')}</h3>
        <dl className={styles.carried}>
          {over.map(({ name, field, label }) => (
            <Carried key={name} label={label}>
              <FieldView field={field} value={carried[name]} place="change" />
            </Carried>
          ))}
        </dl>
        <p className={styles.hint}>{t('lead.childrenToo')}</p>
      </section>
      <div className={styles.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('form.cancel')}
        </Button>
        <Button loading={form.isSaving} onClick={() => void convert()}>
          {t('lead.convert')}
        </Button>
      </div>
    </div>
  )
}

function Carried({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  )
}

/** The type, which may be put right here, and what a customer of that type requires and the lead did not know. */
const askedOf = (customer: AnyKind, carried: Values, type: unknown): ReadonlySet<string> =>
  new Set(['type', ...requiredFields(customer, { ...carried, type }).filter(name => isEmpty(carried[name]))])

interface ConvertState {
  form: RecordForm & { tryAll: () => string | undefined }
  state: FormState
  setProblem: (problem: ErrorBody | undefined) => void
  setSaving: (isSaving: boolean) => void
}

/** The customer to be, as a form that nothing is drafted of and that a command saves. */
function useConvertForm(record: ShownRecord, kind: AnyKind): ConvertState {
  const fields = useFields(kind)
  const rights = useRights(kind)
  const [state, setState] = useState<FormState>(() => ({
    base: { ...customerFrom(record.values), ...(record.owner ? { owner: record.owner } : {}) },
    typed: {},
  }))
  const [hasTried, setTried] = useState(false)
  const [isSaving, setSaving] = useState(false)
  const [problem, setProblem] = useState<ErrorBody>()
  const checked = useMemo(() => check(kind, state, true, name => fields.get(name) !== undefined), [kind, state, fields])
  const errors = hasTried ? checked.errors : {}
  const nothing = async () => undefined
  return {
    state,
    setProblem,
    setSaving,
    form: {
      kind,
      isNew: true,
      values: valuesOf(state),
      checked,
      errors: { ...problem?.fields, ...errors },
      hasTried,
      problem,
      isDirty: Object.keys(state.typed).length > 0,
      isSaving,
      overtaken: [],
      draft: undefined,
      hasResumed: false,
      set: (name, value) => {
        setProblem(undefined)
        setState(old => withValue(old, name, value))
      },
      left: () => undefined,
      settle: () => undefined,
      canWrite: name => rights.canWrite(name),
      save: nothing,
      restart: () => undefined,
      discard: () => undefined,
      tryAll: () => {
        setTried(true)
        return Object.keys(checked.errors)[0]
      },
    },
  }
}
