import { districtsOf } from '../../places.ts'
import { companyNameKey } from '../../rules/companyName.ts'
import { trFold } from '../../text.ts'
import type { Random } from '../random.ts'
import type { PersonName } from './people.ts'

/**
 * Ways to reach people and companies that reach nobody: subscriber numbers that begin with 0 are not given out, and
 * `.example` is reserved (RFC 2606), so that a demo company can never disturb anyone.
 */
export const mobilePhone = (random: Random): string => `+90${random.pick(mobileCodes)}0${digits(random, 6)}`

/** A fixed-line number with the area code of the province. */
export function landline(random: Random, provinceCode: string): string {
  const codes = areaCodes.get(provinceCode) ?? ['850']
  return `+90${random.pick(codes)}0${digits(random, 6)}`
}

/** `yildiztekstil.example` from a company's name, without legal form. */
export function domainOf(companyName: string): string {
  const letters = companyNameKey(companyName)
    .replace(/[^a-z0-9 ]/g, '')
    .split(' ')
  return `${letters.slice(0, 3).join('').slice(0, 30) || 'firma'}.example`
}

/** A company's own address: `info@…`, `satis@…`. */
export const officeEmail = (random: Random, domain: string): string => `${random.weighted(offices)}@${domain}`

/** A person's address at a company or, without a domain, at a mail provider. */
export function personEmail(random: Random, { first, last }: PersonName, domain?: string): string {
  const [given, family] = [trFold(first).split(' ')[0] ?? '', trFold(last)].map(name => name.replace(/[^a-z]/g, ''))
  const local = random.weighted([
    [`${given}.${family}`, 6],
    [`${given?.charAt(0)}${family}`, 2],
    [`${given}${family}`, 2],
  ])
  return domain ? `${local}@${domain}` : `${local}${random.int(1, 9999)}@${random.pick(providers)}.example`
}

export interface DemoAddress {
  line: string
  district: string
  province: string
  postalCode: string
}

/** An address in a real district; provinces come as often as companies are there. */
export function address(random: Random): DemoAddress {
  const province = random.weighted(provinceWeights)
  const district = random.pick(districtsOf(province))
  const line = random.chance(0.3) ? industrialLine(random) : streetLine(random)
  return { line, district, province, postalCode: `${province}${digits(random, 3)}` }
}

const digits = (random: Random, count: number): string => String(random.int(0, 10 ** count - 1)).padStart(count, '0')
const words = (text: string): string[] => text.trim().split(/\s+/)
const phrases = (text: string): string[] => text.split(',').map(phrase => phrase.trim())

const mobileCodes = words(
  '501 505 506 507 530 531 532 533 534 535 536 537 538 539 541 542 543 544 545 546 551 552 553 554 555',
)
const providers = ['eposta', 'postakutusu', 'mektup', 'ileti']
const offices = [
  ['info', 10],
  ['bilgi', 5],
  ['satis', 4],
  ['iletisim', 4],
  ['muhasebe', 2],
  ['satinalma', 2],
  ['destek', 1],
] as const

/** Weights follow roughly how many companies work where; every province has some. */
const weightOf: Record<string, number> = {
  '34': 300,
  '06': 95,
  '35': 75,
  '16': 52,
  '41': 38,
  '07': 36,
  '27': 30,
  '42': 28,
  '01': 26,
  '33': 22,
  '20': 20,
  '45': 19,
  '38': 18,
  '59': 17,
  '26': 14,
  '54': 14,
  '55': 13,
  '10': 13,
  '48': 13,
  '31': 12,
  '21': 11,
  '09': 11,
  '63': 10,
  '61': 10,
}
const provinceWeights = Array.from({ length: 81 }, (_, i) => String(i + 1).padStart(2, '0')).map(
  code => [code, weightOf[code] ?? 3] as const,
)

/** Area codes by plate code. */
const areaCodes = new Map(
  phrases(`01 322, 02 416, 03 272, 04 472, 05 358, 06 312, 07 242, 08 466, 09 256, 10 266, 11 228, 12 426, 13 434, 14 374, 15 248,
    16 224, 17 286, 18 376, 19 364, 20 258, 21 412, 22 284, 23 424, 24 446, 25 442, 26 222, 27 342, 28 454, 29 456, 30 438,
    31 326, 32 246, 33 324, 34 212 216, 35 232, 36 474, 37 366, 38 352, 39 288, 40 386, 41 262, 42 332, 43 274, 44 422, 45 236,
    46 344, 47 482, 48 252, 49 436, 50 384, 51 388, 52 452, 53 464, 54 264, 55 362, 56 484, 57 368, 58 346, 59 282, 60 356,
    61 462, 62 428, 63 414, 64 276, 65 432, 66 354, 67 372, 68 382, 69 458, 70 338, 71 318, 72 488, 73 486, 74 378, 75 478,
    76 476, 77 226, 78 370, 79 348, 80 328, 81 380`).map(entry => {
    const [code = '', ...areas] = entry.split(' ')
    return [code, areas] as const
  }),
)

const quarters =
  phrases(`Cumhuriyet, Atatürk, Yeni, Fatih, İstiklal, Hürriyet, Merkez, Bahçelievler, Yeşilyurt, Barbaros, Mimar Sinan,
  Kültür, Zafer, Yıldız, Çamlık, Esentepe, Gazi, İnönü, Kurtuluş, Mevlana, Fevzi Çakmak, Karşıyaka, Güzeltepe, Yunus Emre, Çınarlı,
  Akşemsettin, Şirinevler, Hamidiye, Osmangazi, Selçuklu, Emek, Kazım Karabekir, Soğanlı, Yavuz Selim, Göztepe, Küçükbakkal`)
const streets =
  phrases(`Atatürk, İnönü, Cumhuriyet, İstiklal, Gazi, Fevzi Çakmak, Mithatpaşa, Ziya Gökalp, Namık Kemal, Mimar Sinan, Bağdat,
  Barbaros, Fatih, Yavuz Sultan Selim, Kanuni, Mevlana, Yunus Emre, Hürriyet, Zafer, Kıbrıs Şehitleri, Şehit Mehmet, Adnan Menderes, Turgut Özal,
  Süleyman Demirel, Ankara, İzmir, İstanbul, Bursa, Lale, Gül, Menekşe, Papatya, Çınar, Ihlamur, Akasya, Söğüt, Zambak, Karanfil, Leylak,
  Okul, Çeşme, Değirmen, Bağlar, İstasyon, Liman, Pazar, Çarşı, Kale, Köprü, Dere, Tepe, Sanayi, Ticaret, Pınar, Yıldız, Güneş, Işık`)
const sites =
  phrases(`Organize Sanayi Bölgesi, Sanayi Sitesi, Küçük Sanayi Sitesi, Toptancılar Sitesi, İmes Sanayi Sitesi, Serbest Bölge,
  Teknopark, Ticaret Merkezi, Lojistik Merkezi, Keresteciler Sitesi, Oto Sanayi Sitesi, Matbaacılar Sitesi`)

function streetLine(random: Random): string {
  const street = random.chance(0.25)
    ? `${random.int(1, 2999)}. Sokak`
    : `${random.pick(streets)} ${random.weighted([
        ['Caddesi', 5],
        ['Sokak', 5],
        ['Bulvarı', 1],
      ])}`
  const door = random.chance(0.6) ? `/${random.int(1, 40)}` : ''
  return `${random.pick(quarters)} Mah. ${street} No: ${random.int(1, 220)}${door}`
}

function industrialLine(random: Random): string {
  return `${random.pick(sites)} ${random.int(1, 60)}. Cadde No: ${random.int(1, 180)}`
}
