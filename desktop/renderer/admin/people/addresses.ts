/** Somebody to invite, from what was typed or pasted. */
export interface Addressee {
  email: string
  /** As written before `<…>`, else made from the address; the invited person may correct it. */
  name: string
}

export const maxAddressees = 50

/**
 * Reads `Ayşe Yıldız <ayse@firma.com.tr>, mehmet.kaya@firma.com.tr` with commas, semicolons, spaces or line breaks
 * between; each address once. What cannot be an address comes back as it was typed.
 */
export function readAddresses(typed: string): { people: Addressee[]; wrong: string[] } {
  const people = new Map<string, Addressee>()
  const wrong: string[] = []
  for (const part of typed.split(/[,;\n]+/).flatMap(apart)) {
    const named = /^(.*?)\s*<([^<>]*)>$/.exec(part)
    const email = (named?.[2] ?? part).trim().replace(/^mailto:/i, '')
    if (!isAddress(email)) wrong.push(part)
    else if (!people.has(email.toLowerCase()))
      people.set(email.toLowerCase(), { email, name: named?.[1]?.replaceAll('"', '').trim() || nameFrom(email) })
  }
  return { people: [...people.values()], wrong }
}

/** A part without `<…>` may hold several addresses with spaces between. */
function apart(part: string): string[] {
  const trimmed = part.trim()
  if (trimmed === '') return []
  return trimmed.includes('<') ? [trimmed] : trimmed.split(/\s+/)
}

const isAddress = (text: string): boolean => text.length <= 254 && /^[^\s@<>"]+@[^\s@<>."]+(\.[^\s@<>."]+)+$/.test(text)

/** `mehmet.kaya@…` → Mehmet Kaya. Letters that are written in ASCII there stay so; a person corrects their own name. */
const nameFrom = (email: string): string =>
  email
    .slice(0, email.indexOf('@'))
    .replace(/\+.*$/, '')
    .split(/[._-]+/)
    .filter(Boolean)
    .map(word => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ')
