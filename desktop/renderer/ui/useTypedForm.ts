import { type ChangeEvent, type FormEvent, useId, useRef, useState } from 'react'

type Texts = Record<string, string>
export type Errors<V extends Texts> = { [K in keyof V]?: string | undefined }

export interface TypedForm<V extends Texts> {
  values: V
  set: <K extends keyof V>(name: K, value: V[K]) => void
  /** Shown once somebody has tried to go on, or the other side has refused. */
  errors: Errors<V>
  /** For an input of this field: `<TextInput {...form.input('email')} />`. */
  input: <K extends keyof V & string>(
    name: K,
  ) => {
    id: string
    name: string
    value: V[K]
    error: string | undefined
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void
  }
  /** Runs only when nothing is wrong, once at a time; otherwise the first wrong field has the focus. */
  onSubmit: (run: (values: V) => Promise<void> | void) => (event?: FormEvent) => void
  /** What the other side says of fields; the first of them has the focus. */
  refuse: (errors: Errors<V>) => void
  focus: (name: keyof V & string) => void
  isBusy: boolean
  isDirty: boolean
}

interface Options<V extends Texts> {
  initial: V
  /** Everything that is wrong now, in words, in the order of the fields. */
  check: (values: V) => Errors<V>
  /** Outlives the screen and a reload of the window, until it is submitted: no passwords and no codes. */
  keep?: { key: string; fields: readonly (keyof V & string)[] }
}

/** A small form that is typed in and sent away: what is wrong is said beside the fields, and only after a try. */
export function useTypedForm<V extends Texts>({ initial, check, keep }: Options<V>): TypedForm<V> {
  const ids = useId()
  const [start] = useState(() => ({ ...initial, ...kept(keep) }))
  const [values, setValues] = useState<V>(start)
  const [hasTried, setTried] = useState(false)
  const [refused, setRefused] = useState<Errors<V>>({})
  const [isBusy, setBusy] = useState(false)
  const running = useRef(false)
  const wrong = hasTried ? check(values) : {}
  const errors: Errors<V> = { ...refused, ...withoutEmpty(wrong) }

  const idOf = (name: string) => `${ids}${name}`
  const focus = (name: string) => {
    const input = document.getElementById(idOf(name))
    input?.focus({ preventScroll: true })
    input?.scrollIntoView({ block: 'center' })
  }
  const focusFirst = (found: Errors<V>) => {
    const first = Object.keys(values).find(name => found[name])
    // After the errors are drawn, which may open what hides a field.
    if (first) requestAnimationFrame(() => focus(first))
  }
  const set: TypedForm<V>['set'] = (name, value) => {
    const next = { ...values, [name]: value }
    setValues(next)
    setRefused({ ...refused, [name]: undefined })
    remember(keep, next)
  }
  return {
    values,
    set,
    errors,
    isBusy,
    isDirty: Object.keys(values).some(name => values[name] !== initial[name]),
    focus,
    input: name => ({
      id: idOf(name),
      name,
      value: values[name],
      error: errors[name],
      onChange: event => set(name, event.target.value as V[typeof name]),
    }),
    onSubmit: run => event => {
      event?.preventDefault()
      if (running.current) return
      setTried(true)
      setRefused({})
      const found = withoutEmpty(check(values))
      if (Object.keys(found).length > 0) return focusFirst(found)
      running.current = true
      setBusy(true)
      void Promise.resolve(run(values)).finally(() => {
        running.current = false
        setBusy(false)
      })
    },
    refuse: found => {
      setRefused(found)
      focusFirst(found)
    },
  }
}

/** Nothing that was kept under this key is needed any more. */
export const forgetTyped = (key: string): void => sessionStorage.removeItem(key)

const withoutEmpty = <V extends Texts>(errors: Errors<V>): Errors<V> =>
  Object.fromEntries(Object.entries(errors).filter(([, text]) => text)) as Errors<V>

function kept<V extends Texts>(keep: Options<V>['keep']): Partial<V> {
  if (!keep) return {}
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(keep.key) ?? '{}')
    if (typeof stored !== 'object' || stored === null) return {}
    return Object.fromEntries(
      Object.entries(stored).filter(([name, value]) => keep.fields.includes(name) && typeof value === 'string'),
    ) as Partial<V>
  } catch {
    // Not ours, or cut off: the form simply begins empty.
    return {}
  }
}

function remember<V extends Texts>(keep: Options<V>['keep'], values: V): void {
  if (!keep) return
  const part = Object.fromEntries(keep.fields.map(name => [name, values[name]]))
  try {
    sessionStorage.setItem(keep.key, JSON.stringify(part))
  } catch {
    // No room for it; what is typed stays on the screen all the same.
  }
}
