import { type ClipboardEvent, type ReactNode, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { clean } from '../../../../shared/clean.ts'
import { dateIn } from '../../../../shared/dates.ts'
import type { AnyKind } from '../../../../shared/entity.ts'
import { asAppError, type FieldErrors } from '../../../../shared/errors.ts'
import type { ListQuery } from '../../../../shared/filters.ts'
import type { RecordKey } from '../../../../shared/record.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { useCore, useKinds } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { toast } from '../../ui/toast.tsx'
import { fieldValue } from '../fields/recordValue.ts'
import { type ShownField, useFields } from '../fields/shownFields.ts'
import type { CellTools } from '../list/cellContent.tsx'
import { useRights } from '../rights.ts'
import { type Barrier, barrierOf } from './barrier.ts'
import { cellText, isFigureText } from './cellText.ts'
import { type Block, readBlock, toHtml, toTsv } from './clipboardTable.ts'
import { findTitles } from './findTitles.ts'
import { rowsAround } from './loadRows.ts'
import { parseCell, titlesIn } from './parseCell.ts'
import { changeOf, type Plan, planPaste, tiled, type Wanted } from './pastePlan.ts'
import { type Deed, useGridWrites } from './useGridWrites.tsx'
import type { Range } from './useRange.ts'
import { useTitlesNow } from './useTitlesNow.ts'

interface Settings {
  kind: AnyKind
  /** The first is the title: the row as a whole. */
  columns: readonly ShownField[]
  rowAt: (index: number) => ListRow | undefined
  /** Places in the list, group headers among them. */
  length: number
  isHeader: (index: number) => boolean
  /** Asks for rows that are not here; absent where the places of a list are not those of its records. */
  query: ListQuery | undefined
  references: readonly RecordKey[]
  /** The focus goes back to the grid. */
  onLeave: () => void
}

export interface Cells {
  /** What their values are drawn with. */
  tools: CellTools
  shownOf: (row: ListRow) => ListRow
  barrier: (shown: ShownField, row: ListRow) => Barrier | undefined
  /** Says why a cell stays as it is. */
  tell: (barrier: Barrier) => void
  /** Writes one cell; what is wrong with the value comes back at once. */
  save: (row: ListRow, shown: ShownField, value: unknown, held: unknown) => FieldErrors[string] | undefined
  clear: (range: Range) => void
  /** Fills the range with its first row; a single row with the one above. */
  fillDown: (range: Range) => void
  copy: (event: ClipboardEvent, range: Range) => void
  paste: (event: ClipboardEvent, range: Range | undefined) => void
  dialogs: ReactNode
}

/** Values as they are, for cells of the same list or another; whoever pastes elsewhere gets the text. */
const exact = 'application/x-pergel-cells'
const exactCells = z.object({
  columns: z.array(z.object({ kind: z.string(), to: z.string().optional() })).max(200),
  rows: z.array(z.array(z.unknown()).max(200)).max(20_000),
})
type Exact = z.infer<typeof exactCells>

/** The most cells that are copied or written at once. */
const most = 50_000

/** What can be done with the cells of a list. */
export function useCells({ kind, columns, rowAt, isHeader, length, query, references, onLeave }: Settings): Cells {
  const { t } = useTranslation(['grid', 'records'])
  const core = useCore()
  const kinds = useKinds()
  const format = useFormat()
  const rights = useRights(kind)
  const fields = useFields(kind)
  const { error: errorText } = useErrorText()
  const titles = useTitlesNow(columns, references)
  const { shownOf, write, dialogs } = useGridWrites(kind, fields, onLeave)
  const [isBusy, setBusy] = useState(false)

  const context = useMemo(
    () => ({
      format,
      ...titles,
      yes: t('records:fields.yes'),
      no: t('records:fields.no'),
      unknown: t('records:fields.noRight'),
    }),
    [format, titles, t],
  )
  const textOf = useCallback(
    (shown: ShownField, row: ListRow) =>
      shown.name === 'parent'
        ? (row.parent?.title ?? '')
        : cellText(shown.field, fieldValue(shownOf(row), shown.name), context),
    [context, shownOf],
  )
  const barrier = useCallback((shown: ShownField, row: ListRow) => barrierOf(kind, shown, rights, row), [kind, rights])
  const say = useCallback((message: string) => toast({ id: 'grid', message, tone: 'info' }), [])
  const tell = useCallback((name: Barrier) => say(t(`grid:barriers.${name}`)), [say, t])

  /**
   * So many records from a place on, as they are shown; headers of groups are passed over. Those that are not here are
   * asked for, with the values of these columns.
   */
  const rowsOf = useCallback(
    async (top: number, count: number, into: readonly ShownField[]): Promise<(ListRow | undefined)[]> => {
      const here: (ListRow | undefined)[] = []
      for (let at = top; at < length && here.length < count; at++) if (!isHeader(at)) here.push(rowAt(at))
      // `address.province` is a part of `address`.
      const fields = [...new Set(into.flatMap(({ name }) => [name, name.replace(/\..*/, '')]))]
      const all = query ? await rowsAround(core, { query, fields, offset: top }, here) : here
      return all.map(row => row && shownOf(row))
    },
    [core, query, rowAt, isHeader, length, shownOf],
  )

  /** Writes a block of wanted cells from the first cell of a range on. */
  const put = useCallback(
    async (block: readonly (readonly Wanted[])[], range: Pick<Range, 'top' | 'left'>, deed: Deed) => {
      setBusy(true)
      try {
        const width = Math.max(0, ...block.map(line => line.length))
        const into = columns.slice(range.left, range.left + width)
        const rows = await rowsOf(range.top, block.length, into)
        const named = block.flatMap(line =>
          line.flatMap(({ text, value }, i) => {
            const field = into[i]?.field
            return field?.to && value === undefined
              ? titlesIn(field, text).map(title => ({ kind: field.to ?? '', title }))
              : []
          }),
        )
        const find = await findTitles(core, kinds, named)
        const today = dateIn(format.zone, Date.now())
        const plan = planPaste(block, {
          kind,
          rows,
          columns: into,
          barrier,
          textOf,
          parse: ({ field }, wanted, held) =>
            wanted.value === undefined
              ? parseCell(field, wanted.text, { language: format.language, zone: format.zone, today, find, held })
              : clean(field, wanted.value),
        })
        await write(plan, deed)
      } catch (thrown) {
        toast({ message: errorText(asAppError(thrown).toBody()), tone: 'problem' })
      } finally {
        setBusy(false)
      }
    },
    [rowsOf, columns, core, kinds, format, kind, barrier, textOf, write, errorText],
  )

  const save: Cells['save'] = useCallback(
    (row, shown, value, held) => {
      const change = changeOf(kind, row, shown, held, value, '')
      if (!change) return undefined
      if ('why' in change)
        return typeof change.why === 'object' && 'error' in change.why ? change.why.error : { reason: 'badValue' }
      const plan: Plan = { changes: [{ row, set: { [shown.name]: change } }], cells: 1, problems: [] }
      void write(plan, 'edit', t('records:done.field', { field: shown.label }))
      return undefined
    },
    [kind, write, t],
  )

  const clear = useCallback(
    (range: Range) => {
      if (isTooLarge(range)) return say(t('grid:tooLarge'))
      const { top, bottom, left, right } = range
      const line = Array.from({ length: right - left + 1 }, (): Wanted => ({ text: '' }))
      if (top === bottom && left === right) {
        const row = rowAt(top)
        const shown = columns[left]
        const found = row && shown && barrier(shown, row)
        if (found) return tell(found)
      }
      void put(
        Array.from({ length: bottom - top + 1 }, () => line),
        range,
        'clear',
      )
    },
    [put, say, t, tell, rowAt, columns, barrier],
  )

  const fillDown = useCallback(
    (range: Range) => {
      if (isTooLarge(range)) return say(t('grid:tooLarge'))
      const isOne = range.top === range.bottom
      const source = isOne ? rowAt(range.top - 1) : rowAt(range.top)
      if (!source) return say(t('grid:nothingAbove'))
      const from = shownOf(source)
      const line = columns.slice(range.left, range.right + 1).map((shown): Wanted => {
        const value = fieldValue(from, shown.name)
        return { text: textOf(shown, from), ...(value === undefined ? {} : { value }) }
      })
      const first = isOne ? range.top : range.top + 1
      void put(
        Array.from({ length: range.bottom - first + 1 }, () => line),
        { top: first, left: range.left },
        'fill',
      )
    },
    [rowAt, shownOf, columns, textOf, put, say, t],
  )

  const copy = useCallback(
    (event: ClipboardEvent, range: Range) => {
      event.preventDefault()
      if (isTooLarge(range)) return say(t('grid:tooLarge'))
      const rows: ListRow[] = []
      for (let at = range.top; at <= Math.min(range.bottom, length - 1); at++) {
        const row = rowAt(at)
        if (row) rows.push(shownOf(row))
      }
      const shown = columns.slice(range.left, range.right + 1)
      const block: Block = rows.map(row => shown.map(column => textOf(column, row)))
      const values: Exact = {
        columns: shown.map(({ field }) => ({ kind: field.kind, ...(field.to ? { to: field.to } : {}) })),
        rows: rows.map(row => shown.map(({ name }) => fieldValue(row, name) ?? null)),
      }
      event.clipboardData.setData('text/plain', toTsv(block))
      event.clipboardData.setData(
        'text/html',
        toHtml(block, at => !isFigureText(shown[at]?.field.kind ?? 'text')),
      )
      event.clipboardData.setData(exact, JSON.stringify(values))
      const count = block.length * shown.length
      say(t('grid:copied', { count, shown: format.number(count) }))
    },
    [rowAt, shownOf, columns, textOf, length, say, t, format],
  )

  const paste = useCallback(
    (event: ClipboardEvent, range: Range | undefined) => {
      const block = readBlock(event.clipboardData)
      if (!block) return
      event.preventDefault()
      if (isBusy) return
      if (!range) return say(t('grid:chooseCell'))
      const known = exactOf(event.clipboardData.getData(exact))
      const cells = block.map((line, r) =>
        line.map((text, c): Wanted => {
          const into = columns[range.left + c]?.field
          const from = known?.columns[c]
          const value = known?.rows[r]?.[c] ?? undefined
          const isSame = into && from && from.kind === into.kind && from.to === into.to
          // A choice of another field may not be one of this; its text may well be.
          return isSame && value !== undefined && !('reason' in clean(into, value)) ? { text, value } : { text }
        }),
      )
      const filled = tiled(cells, range.bottom - range.top + 1, range.right - range.left + 1)
      if (filled.length * (filled[0]?.length ?? 0) > most) return say(t('grid:tooLarge'))
      void put(filled, range, 'paste')
    },
    [isBusy, columns, put, say, t],
  )
  return { tools: context, shownOf, barrier, tell, save, clear, fillDown, copy, paste, dialogs }
}

const isTooLarge = ({ top, bottom, left, right }: Range): boolean => (bottom - top + 1) * (right - left + 1) > most

function exactOf(json: string): Exact | undefined {
  if (json === '') return undefined
  try {
    return exactCells.safeParse(JSON.parse(json)).data
  } catch {
    // Some other program has written under this name: the text counts.
    return undefined
  }
}
