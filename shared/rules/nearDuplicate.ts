import { checkTaxId } from '../taxId.ts'
import { damerauWithin1, searchTerms } from '../text.ts'
import { companyNameKey } from './companyName.ts'

/** What doubles are looked for by; all of it in stored form (E.164, lower-case addresses, bare tax numbers). */
export interface Identity {
  id: string
  companyName?: string
  personName?: string
  taxNumber?: string
  phones?: readonly string[]
  emails?: readonly string[]
  /** Plate code. */
  province?: string
}
export type DuplicateReason = 'taxNumber' | 'phone' | 'email' | 'companyName' | 'similarName' | 'personName'
export interface Likeness {
  /** 0 to 100; from `likelyDouble` on a person should look. */
  score: number
  /** Why, strongest first; empty when the score is 0. */
  reasons: DuplicateReason[]
}
export interface Double extends Likeness {
  first: string
  second: string
}

/** Scores from here on are worth showing. */
export const likelyDouble = 70

/**
 * How likely two records are the same company or person. Each agreement leaves less doubt; two valid tax numbers that
 * differ speak against it (branches and namesakes), a shared province speaks for it where a name agrees.
 */
export function likeness(a: Identity, b: Identity): Likeness {
  return compare(prepare(a), prepare(b))
}

/**
 * All pairs of likely doubles, best first. Compares only records that share a tax number, phone, address or the beginning
 * or sound of a name, so 200,000 records take seconds; a value that more than `crowd` records share (a call centre's
 * phone) tells nothing and is passed over.
 */
export function findDoubles(identities: Iterable<Identity>, crowd = 50): Double[] {
  const blocks = new Map<string, Prepared[]>()
  for (const identity of identities) {
    const prepared = prepare(identity)
    for (const key of keysOf(prepared)) {
      const block = blocks.get(key)
      if (block) block.push(prepared)
      else blocks.set(key, [prepared])
    }
  }
  const found = new Map<string, Double>()
  for (const block of blocks.values()) {
    if (block.length > crowd) continue
    for (const [i, a] of block.entries())
      for (const b of block.slice(i + 1)) {
        const [first, second] = a.id < b.id ? [a, b] : [b, a]
        const pair = `${first.id} ${second.id}`
        if (first.id === second.id || found.has(pair)) continue
        const result = compare(first, second)
        if (result.score >= likelyDouble) found.set(pair, { first: first.id, second: second.id, ...result })
      }
  }
  return [...found.values()].sort((a, b) => b.score - a.score || (a.first < b.first ? -1 : 1))
}

interface Prepared {
  id: string
  company: string
  person: string
  tax: string | undefined
  phones: readonly string[]
  emails: readonly string[]
  province: string | undefined
}

/** How much doubt an agreement takes away. */
const weights: Record<DuplicateReason, number> = {
  taxNumber: 0.98,
  email: 0.8,
  companyName: 0.75,
  phone: 0.7,
  similarName: 0.5,
  personName: 0.35,
}
const sameProvince = 0.4
const otherTaxNumber = 0.4

function prepare(identity: Identity): Prepared {
  const { id, companyName, personName, taxNumber, phones, emails, province } = identity
  return {
    id,
    company: companyName ? companyNameKey(companyName) : '',
    person: personName ? searchTerms(personName).sort().join(' ') : '',
    tax: taxNumber && checkTaxId(taxNumber).state === 'valid' ? taxNumber : undefined,
    phones: phones ?? [],
    emails: emails ?? [],
    province,
  }
}

function compare(a: Prepared, b: Prepared): Likeness {
  const reasons = (Object.keys(weights) as DuplicateReason[]).filter(reason => agreements[reason](a, b))
  if (reasons.length === 0) return { score: 0, reasons }
  let doubt = reasons.reduce((left, reason) => left * (1 - weights[reason]), 1)
  const nameAgrees = reasons.some(
    reason => reason === 'companyName' || reason === 'similarName' || reason === 'personName',
  )
  if (nameAgrees && a.province && a.province === b.province) doubt *= 1 - sameProvince
  const score = 1 - doubt
  return { score: Math.round(100 * (a.tax && b.tax && a.tax !== b.tax ? score * otherTaxNumber : score)), reasons }
}

const agreements: Record<DuplicateReason, (a: Prepared, b: Prepared) => boolean> = {
  taxNumber: (a, b) => a.tax !== undefined && a.tax === b.tax,
  email: (a, b) => a.emails.some(email => b.emails.includes(email)),
  companyName: (a, b) => a.company !== '' && a.company === b.company,
  phone: (a, b) => a.phones.some(phone => b.phones.includes(phone)),
  similarName: (a, b) => a.company !== b.company && similar(a.company, b.company),
  personName: (a, b) => a.person !== '' && a.person === b.person,
}

/** One letter apart, or apart only in where words are separated; short names differ too easily by chance. */
function similar(a: string, b: string): boolean {
  const [left, right] = [a.replaceAll(' ', ''), b.replaceAll(' ', '')]
  return Math.min(left.length, right.length) >= 7 && damerauWithin1(left, right)
}

function keysOf({ company, tax, phones, emails }: Prepared): Set<string> {
  const keys = [...phones.map(phone => `p${phone}`), ...emails.map(email => `e${email}`)]
  if (tax) keys.push(`t${tax}`)
  if (company) {
    const letters = company.replaceAll(' ', '')
    // One wrong letter leaves the beginning, the end or the consonants as they were.
    keys.push(
      `n${company}`,
      `b${letters.slice(0, 9)}`,
      `z${letters.slice(-9)}`,
      `c${letters.replace(/[aeiou]|(.)(?=\1)/g, '')}`,
    )
  }
  // A person's name alone never makes a likely double; it counts where something else brings two records together.
  return new Set(keys)
}
