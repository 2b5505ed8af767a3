import { type ReactNode, useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { asAppError, type ErrorBody } from '../../../../shared/errors.ts'
import type { ListRow, ResultOf } from '../../../core/api/functions.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useCore } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { hideToast, toast } from '../../ui/toast.tsx'
import type { ShownFields } from '../fields/shownFields.ts'
import { MissingDialog } from './MissingDialog.tsx'
import { laid, lifted, nothingLaid, shownOver } from './overlay.ts'
import { PasteDialog } from './PasteDialog.tsx'
import type { Plan, Problem, RowChange } from './pastePlan.ts'

/** What was done, as the list of operations and the word at the bottom say it. */
export type Deed = 'edit' | 'paste' | 'fill' | 'clear' | 'move'

export interface GridWrites {
  /** A row with what was just written on it. */
  shownOf: (row: ListRow) => ListRow
  /**
   * Writes a plan as one operation, or asks what shall become of the cells that cannot be written. Answers whether it is
   * written as a whole.
   */
  write: (plan: Plan, deed: Deed, said?: string) => Promise<boolean>
  dialogs: ReactNode
}

interface Asked {
  plan: Plan
  problems: Problem[]
  /** Cells that can be written. */
  rest: number
}
interface Lacking {
  change: RowChange
  fields: string[]
  /** What to say when it is written after all. */
  said?: string | undefined
}

/** The one way by which cells of a list are written: at once on screen, checked as a whole, undone as a whole. */
export function useGridWrites(kind: AnyKind, fields: ShownFields, onLeave: () => void): GridWrites {
  const { t } = useTranslation(['grid', 'app'])
  const core = useCore()
  const { number } = useFormat()
  const { error: errorText, fieldError } = useErrorText()
  const undo = useUndo()
  const [overlay, setOverlay] = useState(nothingLaid)
  const [asked, setAsked] = useState<Asked & { deed: Deed }>()
  const [lacking, setLacking] = useState<Lacking>()

  const send = useCallback(
    (changes: readonly RowChange[], deed: Deed, write: 'all' | 'possible' | 'none') =>
      core.call('records.paste', {
        label: deed,
        write,
        changes: changes.map(({ row, set }) => ({ kind: kind.name, id: row.id, set })),
      }),
    [core, kind.name],
  )
  const lastToast = useRef<string>(undefined)
  const say = useCallback(
    (operation: string, message: string) => {
      // One word at a time: who edits ten cells in a row needs no ten of them.
      if (lastToast.current) hideToast(lastToast.current)
      lastToast.current = operation
      undo.done(message, operation)
    },
    [undo],
  )
  const fail = useCallback(
    (thrown: unknown) => toast({ message: errorText(asAppError(thrown).toBody()), tone: 'problem' }),
    [errorText],
  )
  const wordsFor = useCallback(
    (deed: Deed, cells: number) => t(`done.${deed}`, { count: cells, shown: number(cells) }),
    [t, number],
  )

  const write = useCallback(
    async (plan: Plan, deed: Deed, said?: string) => {
      const { changes, problems } = plan
      if (changes.length === 0 && problems.length === 0) {
        toast({ id: 'grid', message: t('nothing'), tone: 'info' })
        return true
      }
      const isWhole = problems.length === 0
      if (isWhole) setOverlay(old => laid(old, changes))
      try {
        const { operation, refused } =
          changes.length === 0 ? { refused: [] } : await send(changes, deed, isWhole ? 'all' : 'none')
        if (isWhole && refused.length === 0) {
          if (operation) say(operation, said ?? wordsFor(deed, plan.cells))
          return true
        }
        setOverlay(old => lifted(old, changes))
        // A question stands there now; what was done before it is old news.
        if (lastToast.current) hideToast(lastToast.current)
        const only = changes.length === 1 && isWhole ? lackingOf(changes[0], refused[0]) : undefined
        if (only) {
          setLacking({ ...only, said })
          return false
        }
        const own = isWhole && plan.cells === 1 ? Object.values(refused[0]?.error.fields ?? {})[0] : undefined
        if (own) {
          toast({ id: 'grid', message: fieldError(own), tone: 'problem' })
          onLeave()
          return false
        }
        const found = [...problems, ...problemsOf(changes, refused, fields)]
        setAsked({ plan, deed, problems: found, rest: cellsLeft(changes, refused) })
      } catch (thrown) {
        setOverlay(old => lifted(old, changes))
        fail(thrown)
      }
      return false
    },
    [send, say, fail, wordsFor, t, fields, fieldError, onLeave],
  )
  const leave = () => {
    setAsked(undefined)
    setLacking(undefined)
    onLeave()
  }
  const writeRest = async ({ plan, deed }: Asked & { deed: Deed }) => {
    leave()
    setOverlay(old => laid(old, plan.changes))
    try {
      const { operation, refused } = await send(plan.changes, deed, 'possible')
      const ids = new Set(refused.map(({ id }) => id))
      setOverlay(old =>
        lifted(
          old,
          plan.changes.filter(({ row }) => ids.has(row.id)),
        ),
      )
      if (operation) say(operation, wordsFor(deed, cellsLeft(plan.changes, refused)))
    } catch (thrown) {
      setOverlay(old => lifted(old, plan.changes))
      fail(thrown)
    }
  }
  const shownOf = useCallback((row: ListRow) => shownOver(overlay, row), [overlay])
  const dialogs = (
    <>
      {asked && (
        <PasteDialog
          problems={asked.problems}
          rest={asked.rest}
          onRest={() => void writeRest(asked)}
          onCancel={leave}
        />
      )}
      {lacking && (
        <MissingDialog
          kind={kind}
          id={lacking.change.row.id}
          title={lacking.change.row.title}
          set={lacking.change.set}
          missing={lacking.fields}
          onDone={operation => {
            leave()
            say(operation, lacking.said ?? t('done.saved', { title: lacking.change.row.title }))
          }}
          onCancel={leave}
        />
      )}
    </>
  )
  return { shownOf, write, dialogs }
}

type Refused = ResultOf<'records.paste'>['refused'][number]

/** The fields that a change asks for besides, where that is all that stands in its way. */
export function lackingOf(
  change: RowChange | undefined,
  refused: Pick<Refused, 'error'> | undefined,
): Lacking | undefined {
  const errors = refused?.error.fields
  if (!change || !errors || refused.error.code !== 'record.invalid') return undefined
  const names = Object.keys(errors)
  return names.length > 0 && names.every(name => !(name in change.set)) ? { change, fields: names } : undefined
}

function problemsOf(changes: readonly RowChange[], refused: readonly Refused[], fields: ShownFields): Problem[] {
  const rows = new Map(changes.map(({ row }) => [row.id, row]))
  return refused.flatMap(({ id, error }): Problem[] => {
    const row = rows.get(id)
    if (!row) return []
    const named = Object.entries(error.fields ?? {})
    if (named.length === 0 || error.code !== 'record.invalid')
      return [{ row, text: '', why: { refused: withoutFields(error) } }]
    return named.map(([name, found]) => {
      const shown = fields.get(name)
      return { row, ...(shown ? { shown } : {}), text: '', why: { error: found } }
    })
  })
}
const withoutFields = ({ fields: _, ...body }: ErrorBody): ErrorBody => body

/** A record of which one cell is refused is refused as a whole. */
function cellsLeft(changes: readonly RowChange[], refused: readonly Refused[]): number {
  const ids = new Set(refused.map(({ id }) => id))
  return changes.reduce((sum, { row, set }) => (ids.has(row.id) ? sum : sum + Object.keys(set).length), 0)
}
