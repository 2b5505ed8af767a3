import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { isOwned } from '../../../../shared/entity.ts'
import { fieldFacts, type RichTextDocument } from '../../../../shared/fields.ts'
import type { RecordKey } from '../../../../shared/record.ts'
import { richTextToPlain } from '../../../../shared/richText.ts'
import { isEmpty } from '../../../../shared/value.ts'
import type { ListRow, ShownRecord } from '../../../core/api/functions.ts'
import { useCore, useKinds, useViewer } from '../../data/hooks.ts'
import { slotsOf, tabGroups } from '../../features/recordSlots.ts'
import { useFormat } from '../../i18n/format.ts'
import { referencesIn, type ValueContext, valueText } from '../../i18n/valueText.ts'
import { fieldValue } from '../fields/recordValue.ts'
import { type ShownField, shownFields, useFieldWords } from '../fields/shownFields.ts'
import { sectionsOf, shownSections, useSectionName } from '../form/FieldSections.tsx'
import { relatedTabs } from './detailTabs.ts'

/** A record in words, as it is printed or copied: what is set, by section, and what hangs on it. */
export interface Paper {
  sections: { title: string; lines: { label: string; text: string }[] }[]
  tables: PaperTable[]
}
export interface PaperTable {
  title: string
  columns: string[]
  rows: string[][]
  /** Records that did not find a place. */
  more: number
}

/** Rows of one table; paper has an end. */
const mostRows = 200

/** Gathers a record's paper; `withTables` asks for what hangs on it too. */
export function usePaper(kind: AnyKind, record: ShownRecord): (withTables: boolean) => Promise<Paper> {
  const core = useCore()
  const kinds = useKinds()
  const viewer = useViewer()
  const format = useFormat()
  const words = useFieldWords()
  const sectionName = useSectionName(kind)
  const { t } = useTranslation('records')

  const wordsFor = async (keys: readonly RecordKey[]): Promise<ValueContext> => {
    const asked = [...new Map(keys.map(key => [`${key.kind}/${key.id}`, key])).values()].slice(0, 500)
    const titles = asked.length > 0 ? await core.call('records.titles', { keys: asked }) : []
    const byKey = new Map(asked.map(({ kind: name, id }, at) => [`${name}/${id}`, titles[at] ?? undefined]))
    return {
      format,
      titleOf: ({ kind: name, id }) => byKey.get(`${name}/${id}`),
      yes: t('fields.yes'),
      no: t('fields.no'),
      unknown: t('fields.noRight'),
    }
  }
  const textOf = ({ name, field }: ShownField, value: unknown, context: ValueContext, stubs: ShownRecord['stubs']) =>
    field.kind === 'richText' && !isEmpty(value)
      ? richTextToPlain(value as RichTextDocument)
      : valueText(field, value, { ...context, unknown: stubs?.[name]?.title ?? context.unknown })

  /** What is written in a note, where its title is only the beginning of it. */
  const wholeText = async (child: AnyKind, { id, title }: ListRow): Promise<string> => {
    const prose = Object.entries(child.fields).find(([, field]) => field.kind === 'richText')
    const found = prose && (await core.call('records.get', { kind: child.name, id }))
    const document = found?.values[prose?.[0] ?? '']
    if (!found || isEmpty(document)) return title
    const text = richTextToPlain(document as RichTextDocument)
    return Object.values(found.values).includes(title) ? `${title}\n${text}` : text
  }

  const tableOf = async (child: AnyKind): Promise<PaperTable | undefined> => {
    const query = {
      kind: child.name,
      filters: [{ field: 'parent', op: 'is' as const, value: record.id }],
      sort: { field: 'createdAt', descending: true },
      archived: 'without' as const,
    }
    const [{ rows }, { count }] = await Promise.all([
      core.call('records.list', { query, limit: mostRows }),
      core.call('records.count', { query }),
    ])
    if (rows.length === 0) return undefined
    const fields = shownFields(child, viewer, words)
    const columns = (child.list ?? []).flatMap(name => {
      const shown = name === 'parent' ? undefined : fields.get(name)
      return shown && (shown.isSystem || fieldFacts[shown.field.kind].listable) ? [shown] : []
    })
    const held = rows.map(row => columns.map(({ name }) => cellOf(row, name)))
    const context = await wordsFor(
      held.flatMap(cells => columns.flatMap(({ field }, at) => referencesIn(field, cells[at]))),
    )
    const one = format.label(child.label.one)
    // Two columns of one name would be told apart by nothing.
    const isTwice = columns.some(({ label }) => label === one)
    const first = await Promise.all(rows.map(row => wholeText(child, row)))
    return {
      title: format.label(child.label.many),
      columns: [(isTwice && fields.get('title')?.label) || one, ...columns.map(({ label }) => label)],
      rows: rows.map((row, at) => [
        first[at] ?? row.title,
        ...columns.map((shown, place) => textOf(shown, held[at]?.[place], context, undefined)),
      ]),
      more: Math.max(0, count - rows.length),
    }
  }

  return async withTables => {
    const fields = shownFields(kind, viewer, words)
    const sections = shownSections(kind, sectionsOf(fields, { owner: isOwned(kind) }), record.values)
    const all = sections.flatMap(section => section.fields)
    const context = await wordsFor(all.flatMap(({ name, field }) => referencesIn(field, fieldValue(record, name))))
    const related = withTables
      ? relatedTabs(kind, { kinds, viewer, slotsOf, groups: tabGroups }).flatMap(tab => tab.kinds)
      : []
    const tables = await Promise.all(related.filter(child => child.list).map(tableOf))
    return {
      sections: sections
        .map(section => ({
          title: sections.length > 1 ? sectionName(section.name) : '',
          lines: section.fields.flatMap(shown => {
            // What is kept as a structure has a screen of its own, and nothing to read here.
            if (shown.field.kind === 'structure') return []
            const text = textOf(shown, fieldValue(record, shown.name), context, record.stubs)
            return text === '' ? [] : [{ label: shown.label, text }]
          }),
        }))
        .filter(({ lines }) => lines.length > 0),
      tables: tables.filter(table => table !== undefined),
    }
  }
}

/** A paper as text: its title, then a line for each field. */
export const paperText = (title: string, { sections }: Paper, colon: string): string =>
  [title, ...sections.map(({ lines }) => lines.map(({ label, text }) => `${label}${colon} ${text}`).join('\n'))].join(
    '\n\n',
  )

const cellOf = (row: ListRow, name: string): unknown =>
  name in row.values ? row.values[name] : (row as unknown as Readonly<Record<string, unknown>>)[name]
