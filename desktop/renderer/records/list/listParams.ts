import { z } from 'zod'
import { viewKinds } from '../../../../shared/entities/teamwork/viewKinds.ts'
import type { AnyKind } from '../../../../shared/entity.ts'
import {
  type Filter,
  type FilterGroup,
  filter,
  filterGroup,
  type ListQuery,
  type Sort,
} from '../../../../shared/filters.ts'
import { sameValue } from '../../../../shared/value.ts'
import type { RouteParams } from '../../app/route.ts'

/** What a list shows and in which form; all of it stands in the address, so that back and links bring it again. */
export interface ListState {
  filters: Filter[]
  /** What only groups can say, besides the filters. */
  where?: FilterGroup | undefined
  sort: Sort
  archived: ListQuery['archived']
  words: string
  groupBy?: string | undefined
  layout: 'table' | 'board'
  /** The choice field whose values are a board's columns. */
  boardBy?: string | undefined
}

/** Names in the address; `view` is the saved one that the others differ from. Sort has `-` before it for descending. */
const names = {
  // Named as in REST and the log.
  view: viewKinds.mine,
  filters: 'f',
  where: 'w',
  sort: 's',
  archived: 'a',
  words: 'q',
  groupBy: 'g',
  layout: 'l',
  boardBy: 'b',
} as const
const filters = z.array(filter).max(20)
const archived = z.enum(['without', 'only', 'with'])
const layout = z.enum(['table', 'board'])
const fieldName = z.string().max(80)

/** A kind's list as its definition has it. */
export const usualState = (kind: AnyKind): ListState => ({
  filters: [],
  sort: defaultSort(kind),
  archived: 'without',
  words: '',
  layout: 'table',
})

/**
 * What an address names: the saved view, `base`, and what differs from it. What cannot be read counts as not said, and
 * an empty `w`, `g` or `b` as none.
 */
export function stateOf(kind: AnyKind, params: RouteParams, base: ListState = usualState(kind)): ListState {
  const sort = params[names.sort]
  const where = params[names.where]
  const found = filterGroup.safeParse(fromJson(where))
  return {
    filters: filters.catch(base.filters).parse(fromJson(params[names.filters])),
    ...present('where', where === '' ? undefined : found.success ? found.data : base.where),
    sort: sort ? { field: sort.replace(/^-/, ''), descending: sort.startsWith('-') } : base.sort,
    archived: archived.catch(base.archived).parse(params[names.archived]),
    words: (params[names.words] ?? base.words).slice(0, 200),
    ...present('groupBy', named(params[names.groupBy], base.groupBy)),
    layout: layout.catch(base.layout).parse(params[names.layout]),
    ...present('boardBy', named(params[names.boardBy], base.boardBy)),
  }
}

/** The address of a state: the saved view's id, and only what differs from it. */
export function paramsOf(
  kind: AnyKind,
  state: ListState,
  { base = usualState(kind), view }: { base?: ListState; view?: string | undefined } = {},
): RouteParams {
  const { sort } = state
  const texts: [keyof ListState, string][] = [
    ['filters', JSON.stringify(state.filters)],
    ['where', state.where ? JSON.stringify(state.where) : ''],
    ['sort', `${sort.descending ? '-' : ''}${sort.field}`],
    ['archived', state.archived],
    ['words', state.words],
    ['groupBy', state.groupBy ?? ''],
    ['layout', state.layout],
    ['boardBy', state.boardBy ?? ''],
  ]
  return {
    ...(view ? { [names.view]: view } : {}),
    ...Object.fromEntries(
      texts.filter(([part]) => !sameValue(state[part], base[part])).map(([part, text]) => [names[part], text]),
    ),
  }
}

/** The saved view that an address names. */
export const viewIdOf = (params: RouteParams): string | undefined => params[names.view]

/** The part of an address that says what the list beside a record shows. */
export const listParams = (params: RouteParams): RouteParams =>
  Object.fromEntries(Object.entries(params).filter(([name]) => Object.values<string>(names).includes(name)))

/** What differs from the saved view. */
export const changesIn = (params: RouteParams): RouteParams =>
  Object.fromEntries(Object.entries(listParams(params)).filter(([name]) => name !== names.view))

/** Of what differs, what says how the list looks and keeps no record out of it. */
export const looksIn = (params: RouteParams): RouteParams =>
  Object.fromEntries(
    Object.entries(params).filter(([name]) =>
      ([names.groupBy, names.layout, names.boardBy] as string[]).includes(name),
    ),
  )

export const queryOf = (kind: AnyKind, state: ListState): ListQuery => ({
  kind: kind.name,
  filters: state.filters,
  ...(state.where ? { where: state.where } : {}),
  sort: state.sort,
  archived: state.archived,
  ...(state.words.trim() === '' ? {} : { words: state.words.trim() }),
})

/** Does anything keep records out of the list? */
export const isNarrowed = (state: ListState): boolean =>
  state.filters.length > 0 || state.where !== undefined || state.words.trim() !== '' || state.archived === 'only'

/** The same list with everything in it that is not archived. */
export const widened = ({ where: _, ...state }: ListState): ListState => ({
  ...state,
  filters: [],
  words: '',
  archived: 'without',
})

/** Newest first; what everybody shares (tags, users) by name. */
export const defaultSort = (kind: AnyKind): Sort =>
  kind.shared ? { field: 'title', descending: false } : { field: 'createdAt', descending: true }

const named = (given: string | undefined, base: string | undefined): string | undefined =>
  given === ''
    ? undefined
    : fieldName
        .optional()
        .catch(base)
        .parse(given ?? base)

const present = <K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined ? {} : { [name]: value }) as { [P in K]?: V }

function fromJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
