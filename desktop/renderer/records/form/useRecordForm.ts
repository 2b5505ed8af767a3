import { useCallback, useEffect, useMemo, useState } from 'react'
import { bagOf } from '../../../../shared/apply.ts'
import type { AnyKind, Values } from '../../../../shared/entity.ts'
import { asAppError, type ErrorBody, type FieldErrors } from '../../../../shared/errors.ts'
import { uuidv7 } from '../../../../shared/ids.ts'
import type { RecordKey } from '../../../../shared/record.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useCore, useViewer } from '../../data/hooks.ts'
import { useFields } from '../fields/shownFields.ts'
import { useRights } from '../rights.ts'
import {
  type Checked,
  changesOf,
  check,
  type FormState,
  overtaken,
  startValues,
  valuesOf,
  withRecord,
  withSeen,
  withValue,
} from './formState.ts'
import { draftKey, useDraft } from './useDraft.ts'

interface Options {
  kind: AnyKind
  /** The record being edited, live; absent for a new one. */
  record?: ShownRecord | undefined
  parent?: RecordKey | undefined
  /** Values a new record begins with besides the usual ones. */
  given?: Values | undefined
  /** A kept draft is taken up without asking: to be gone on with, or to be saved, with what stands in the way of that. */
  resumes?: 'draft' | 'saving' | undefined
}

export interface RecordForm {
  kind: AnyKind
  isNew: boolean
  values: Values
  checked: Checked
  /** Errors to show: of fields that were left, and all of them once saving was tried. */
  errors: FieldErrors
  hasTried: boolean
  problem: ErrorBody | undefined
  isDirty: boolean
  isSaving: boolean
  overtaken: [name: string, now: unknown][]
  draft: { take: () => void; drop: () => void } | undefined
  /** A draft was taken up without asking. */
  hasResumed: boolean
  set: (name: string, value: unknown) => void
  left: (name: string) => void
  settle: (name: string, now: unknown, keep: 'mine' | 'theirs') => void
  canWrite: (name: string) => boolean
  /** Saves; answers with the operation and the record, undefined where something is in the way. */
  save: () => Promise<{ operation: string; id: string } | undefined>
  /** Begins anew: another new record, with these values besides the usual ones, or the record as it now stands. */
  restart: (also?: Values) => void
  /** Forgets what was typed. */
  discard: () => void
}

/** A form over one record of any kind: what it holds, what is wrong with it, and its draft. */
export function useRecordForm({ kind, record, parent, given, resumes }: Options): RecordForm {
  const core = useCore()
  const viewer = useViewer()
  const fields = useFields(kind)
  const rights = useRights(kind)
  const isNew = record === undefined
  const [id, setId] = useState(() => record?.id ?? uuidv7())
  const bag = useMemo(() => (record ? bagOf(record) : undefined), [record])
  const begin = (also: Values = {}): FormState => ({
    base: bag ?? startValues(kind, viewer, { ...given, ...(parent ? { parent } : {}), ...also }),
    typed: {},
  })
  const [state, setState] = useState(() => begin())
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set())
  const [hasTried, setTried] = useState(false)
  const [isSaving, setSaving] = useState(false)
  const [problem, setProblem] = useState<ErrorBody>()
  const draft = useDraft(draftKey(kind.name, record?.id, parent))

  const current = useMemo(() => (bag ? withRecord(state, bag) : state), [state, bag])
  const isShown = useCallback((name: string) => fields.get(name) !== undefined, [fields])
  const checked = useMemo(() => check(kind, current, isNew, isShown), [kind, current, isNew, isShown])
  const isDirty = Object.keys(current.typed).length > 0

  const { keep, forget } = draft
  const change = useCallback(
    (next: FormState) => {
      setState(next)
      setProblem(undefined)
      if (Object.keys(next.typed).length > 0) keep(next)
      else forget()
    },
    [keep, forget],
  )
  const take = useCallback(() => {
    if (draft.found) setState(draft.found)
  }, [draft.found])
  const [hasResumed, setResumed] = useState(false)
  useEffect(() => {
    if (!resumes || hasResumed || !draft.found) return
    setResumed(true)
    setState(draft.found)
    if (resumes === 'saving') setTried(true)
  }, [resumes, hasResumed, draft.found])

  const shownErrors = useMemo(() => {
    const fromCore = problem?.fields ?? {}
    const own = Object.entries(checked.errors).filter(
      ([name, { reason }]) => hasTried || (visited.has(name) && reason !== 'required' && reason !== 'oneOf'),
    )
    return { ...fromCore, ...Object.fromEntries(own) }
  }, [checked.errors, hasTried, visited, problem])

  const restart = (also?: Values) => {
    setId(uuidv7())
    setState(begin(also))
    setVisited(new Set())
    setTried(false)
    setProblem(undefined)
  }

  return {
    kind,
    isNew,
    values: valuesOf(current),
    checked,
    errors: shownErrors,
    hasTried,
    problem,
    isDirty,
    isSaving,
    overtaken: bag ? overtaken(state, bag) : [],
    draft: draft.found && !isDirty ? { take, drop: forget } : undefined,
    hasResumed,
    set: (name, value) => change(withValue(current, name, value)),
    left: name => setVisited(old => (old.has(name) ? old : new Set([...old, name]))),
    settle: (name, now, keepWhose) => change(withSeen(current, name, now, keepWhose)),
    canWrite: name => {
      if (record) return rights.canWrite(name, record)
      // Whoever may create only their own cannot give it to somebody else.
      if (name === 'owner' && viewer) return rights.canWrite(name) && rights.can('create', {})
      return rights.canWrite(name)
    },
    save: async () => {
      setTried(true)
      if (Object.keys(checked.errors).length > 0) return undefined
      const set = changesOf(kind, current, isNew)
      setSaving(true)
      try {
        const { operation } = await core.call('records.save', { kind: kind.name, id, create: isNew, set })
        forget()
        setState({ base: valuesOf(current), typed: {} })
        setTried(false)
        return { operation, id }
      } catch (thrown) {
        setProblem(asAppError(thrown).toBody())
        return undefined
      } finally {
        setSaving(false)
      }
    },
    restart,
    discard: () => {
      forget()
      restart()
    },
  }
}
