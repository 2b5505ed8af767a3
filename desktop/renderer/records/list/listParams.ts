import { z } from 'zod'
import type { RouteParams } from '../../app/route.ts'
import type { AnyKind } from '../../../../shared/entity.ts'
import { type Filter, filter, type ListQuery, type Sort } from '../../../../shared/filters.ts'

/** What a list shows and how it is ordered; all of it stands in the address, so that back and links bring it again. */
export interface ListView {
  filters: Filter[]
  sort: Sort
  archived: ListQuery['archived']
  words: string
}

/** Names in the address: filters, sort (`-` for descending), archived, words. */
const names = { filters: 'f', sort: 's', archived: 'a', words: 'q' } as const
const filters = z.array(filter).max(20)
const archived = z.enum(['without', 'only', 'with'])

/** The view that an address names; whatever in it cannot be read counts as not said. */
export function viewOf(kind: AnyKind, params: RouteParams): ListView {
  const sort = params[names.sort]
  const parsed = filters.safeParse(fromJson(params[names.filters]))
  return {
    filters: parsed.success ? parsed.data : [],
    sort: sort ? { field: sort.replace(/^-/, ''), descending: sort.startsWith('-') } : defaultSort(kind),
    archived: archived.catch('without').parse(params[names.archived]),
    words: (params[names.words] ?? '').slice(0, 200),
  }
}

/** The address of a view: only what differs from an untouched list, and nothing of an open record. */
export function paramsOf(kind: AnyKind, view: ListView): RouteParams {
  const usual = defaultSort(kind)
  const isUsual = view.sort.field === usual.field && view.sort.descending === usual.descending
  return {
    ...(view.filters.length > 0 ? { [names.filters]: JSON.stringify(view.filters) } : {}),
    ...(isUsual ? {} : { [names.sort]: `${view.sort.descending ? '-' : ''}${view.sort.field}` }),
    ...(view.archived === 'without' ? {} : { [names.archived]: view.archived }),
    ...(view.words === '' ? {} : { [names.words]: view.words }),
  }
}

/** The part of an address that says what the list beside a record shows. */
export const listParams = (params: RouteParams): RouteParams =>
  Object.fromEntries(Object.entries(params).filter(([name]) => Object.values<string>(names).includes(name)))

export const queryOf = (kind: AnyKind, view: ListView): ListQuery => ({
  kind: kind.name,
  filters: view.filters,
  sort: view.sort,
  archived: view.archived,
  ...(view.words.trim() === '' ? {} : { words: view.words.trim() }),
})

/** Does anything keep records out of the list? */
export const isNarrowed = (view: ListView): boolean =>
  view.filters.length > 0 || view.words.trim() !== '' || view.archived === 'only'

/** Newest first; what everybody shares (tags, users) by name. */
export const defaultSort = (kind: AnyKind): Sort =>
  kind.shared ? { field: 'title', descending: false } : { field: 'createdAt', descending: true }

function fromJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
