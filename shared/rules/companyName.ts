import { searchTerms } from '../text.ts'

/**
 * What is left of a company's name when spelling, legal form and trade words are taken away:
 * `ÖZ-IŞIK Makine San. ve Tic. Ltd. Şti.` → `oz isik makina`. Names with equal keys are most likely one company.
 */
export function companyNameKey(name: string): string {
  const words = joinLetters(searchTerms(name)).map(word => oneSpelling.get(word) ?? word)
  const telling = words.filter(word => !untelling.has(word))
  return (telling.length > 0 ? telling : words).join(' ')
}

const untelling = new Set(
  `as ao anonim sirketi sirket sti sirketler ltd limited kollektif koll komandit kom ortakligi san sanayi sanayii tic ticaret
   ve ith ithalat ihr ihracat paz pazarlama dis holding grup group gmbh inc llc co corp company`.split(/\s+/),
)

/** Spellings and short forms that stand side by side in real lists. */
const oneSpelling = new Map(
  Object.entries({
    makine: 'makina',
    mak: 'makina',
    ins: 'insaat',
    muh: 'muhendislik',
    teks: 'tekstil',
    nak: 'nakliyat',
    turz: 'turizm',
    tur: 'turizm',
    otom: 'otomotiv',
    elk: 'elektrik',
    mob: 'mobilya',
    gid: 'gida',
    kim: 'kimya',
    lojistigi: 'lojistik',
  }),
)

/** `a s` (from A.Ş.) → `as`; letters that stand alone belong together. */
function joinLetters(words: string[]): string[] {
  const joined: string[] = []
  let open = false
  for (const word of words) {
    const single = /^[a-z]$/.test(word)
    if (single && open) joined.push(joined.pop() + word)
    else joined.push(word)
    open = single
  }
  return joined
}
