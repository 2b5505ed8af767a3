import type { AnyKind, Values } from '../../../shared/entity.ts'
import type { Address } from '../../../shared/fields.ts'
import type { Kinds } from '../../../shared/kinds.ts'
import { canSee, type Viewer } from '../../../shared/permissions/viewer.ts'
import { phoneSearchForms } from '../../../shared/phone.ts'
import { companyNameKey } from '../../../shared/rules/companyName.ts'
import { type Identity, likelyDouble, likeness } from '../../../shared/rules/nearDuplicate.ts'
import { searchTerms } from '../../../shared/text.ts'
import type { Hit } from '../api/functions.ts'
import type { Lists } from '../lists/lists.ts'
import type { Reader } from '../storage/database.ts'
import { hitOf } from './hits.ts'
import { prefix, whole } from './matches.ts'
import { numberMark, titleMark, titleStart } from './searchText.ts'

export interface SimilarAsk {
  kind: string
  /** The record itself, when it is there already. */
  id?: string
  values: Values
}
export interface Similar {
  /** Records that are likely the same company or person as these values, likeliest first. */
  query(ask: SimilarAsk, viewer: Viewer): Hit[]
}

const mostHits = 5
const candidates = 60
/** Letters of a title that a double shares at its beginning. */
const sharedStart = 6

export function createSimilar({ reader, kinds, lists }: { reader: Reader; kinds: Kinds; lists: Lists }): Similar {
  return {
    query({ kind: kindName, id, values }, viewer) {
      const kind = kinds.require(kindName)
      const table = lists.tables.get(kindName)?.current.search
      if (!table) return []
      const own = identityOf(kind, id ?? '', values)
      const select = reader.prepare(`SELECT rowid FROM "${table}" WHERE "${table}" MATCH ? LIMIT ${candidates}`).pluck()
      const numbers = new Set(matchesOf(own).flatMap(match => select.all(match) as number[]))
      return lists
        .rows(kindName, [...numbers])
        .filter(row => row.id !== id && canSee(viewer, kindName, { owner: row.owner ?? null, team: row.team ?? null }))
        .map(row => ({ row, score: likeness(own, identityOf(kind, row.id, row.values)).score }))
        .filter(({ score }) => score >= likelyDouble)
        .sort((a, b) => b.score - a.score)
        .slice(0, mostHits)
        .map(({ row }) => hitOf(kind, row, kind.title(values), viewer))
    },
  }
}

/** What of a record's values tells who it is. A title that is not a company's name counts as a person's. */
function identityOf(kind: AnyKind, id: string, values: Values): Identity {
  const ofKind = (type: string): unknown[] =>
    Object.entries(kind.fields).flatMap(([name, field]) => (field.kind === type ? (values[name] ?? []) : []))
  const title = kind.title(values)
  const isCompany = typeof values['companyName'] === 'string' && values['companyName'] === title
  const [taxNumber] = ofKind('taxNumber')
  const [address] = ofKind('address') as (Address | undefined)[]
  return {
    id,
    ...(title === '' ? {} : isCompany ? { companyName: title } : { personName: title }),
    ...(typeof taxNumber === 'string' ? { taxNumber } : {}),
    ...(address?.province ? { province: address.province } : {}),
    phones: ofKind('phone').map(String),
    emails: ofKind('email').map(String),
  }
}

/** Queries that bring in whatever could be a double. */
function matchesOf({ companyName, personName, taxNumber, phones = [], emails = [] }: Identity): string[] {
  const every = (words: readonly string[], as: (word: string) => string): string[] =>
    words.length > 0 ? [words.map(as).join(' AND ')] : []
  const start = titleStart(companyName ?? personName ?? '')
  return [
    ...(taxNumber ? [whole(numberMark + taxNumber)] : []),
    ...phones.flatMap(phone => phoneSearchForms(phone).slice(0, 1)).map(form => whole(numberMark + form)),
    ...emails.flatMap(email => every(searchTerms(email), whole)),
    ...(companyName ? every(companyNameKey(companyName).split(' ').slice(0, 2), word => prefix(word.slice(0, 8))) : []),
    ...(personName ? every(searchTerms(personName), whole) : []),
    ...(start.length >= sharedStart ? [prefix(titleMark + start.slice(0, sharedStart + 2))] : []),
  ]
}
