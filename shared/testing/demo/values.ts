import { sectors, sources } from '../../entities/crm/choices.ts'
import type { Values } from '../../entity.ts'
import { plainToRichText } from '../../richText.ts'
import { makeTckn, makeVkn } from '../../taxId.ts'
import { distinct, type Random } from '../random.ts'
import { companyNamer, type Sector } from '../words/companies.ts'
import { address, domainOf, landline, mobilePhone, officeEmail, personEmail } from '../words/contacts.ts'
import { personName } from '../words/people.ts'
import { jobTitles, noteSubject, noteText } from '../words/work.ts'

const sectorNames = Object.keys(sectors) as Sector[]
/** Whoever has none is talked to as one who offers services. */
export const sectorOf = (value: unknown): Sector => sectorNames.find(name => name === value) ?? 'services'
const sourceNames = Object.keys(sources)
const taxOffices = [
  'Kadıköy',
  'Şişli',
  'Mecidiyeköy',
  'Ostim',
  'Çankaya',
  'Konak',
  'Osmangazi',
  'Seyhan',
  'Selçuk',
  'Gebze',
]

/** Makes believable values for each kind; what is left out in three of a hundred shows how gaps look. */
export interface DemoValues {
  customer(): Values
  lead(): Values
  contact(): Values
  address(): Values
  note(sector: string): Values
}

export function demoValues(chance: Random): DemoValues {
  const name = companyNamer(chance)
  const vkn = distinct(() => makeVkn(chance))
  const tckn = distinct(() => makeTckn(chance))
  const mobile = distinct(() => mobilePhone(chance))
  const gaps = <V extends Values>(values: V, ...required: (keyof V)[]): Values =>
    Object.fromEntries(Object.entries(values).filter(([key]) => required.includes(key) || !chance.chance(0.03)))

  const company = () => {
    const sector = chance.pick(sectorNames)
    const companyName = name(sector)
    const domain = domainOf(companyName)
    const place = address(chance)
    return { sector, companyName, domain, place, phone: landline(chance, place.province) }
  }
  return {
    customer() {
      const status = chance.weighted([
        ['active', 62],
        ['potential', 16],
        ['atRisk', 9],
        ['passive', 13],
      ] as const)
      const source = chance.pick(sourceNames)
      if (chance.chance(0.12)) {
        const { first, last } = personName(chance)
        const person = {
          type: 'individual',
          firstName: first,
          lastName: last,
          taxNumber: tckn(),
          status,
          source,
          phone: mobile(),
          email: personEmail(chance, { first, last }),
          address: address(chance),
        }
        return gaps(person, 'type', 'firstName', 'lastName', 'status')
      }
      const { sector, companyName, domain, place, phone } = company()
      const { first, last } = personName(chance)
      return gaps(
        {
          type: 'company',
          companyName,
          taxNumber: vkn(),
          taxOffice: chance.pick(taxOffices),
          status,
          sector,
          source,
          authorizedFirstName: first,
          authorizedLastName: last,
          authorizedPosition: chance.pick(jobTitles),
          authorizedEmail: personEmail(chance, { first, last }, domain),
          authorizedPhone: mobile(),
          phone,
          email: officeEmail(chance, domain),
          website: `https://www.${domain}`,
          address: place,
          ...(chance.chance(0.2) ? { secondaryPhone: landline(chance, place.province) } : {}),
          ...(chance.chance(0.15) ? { privateNotes: noteText(chance, sector) } : {}),
        },
        'type',
        'companyName',
        'taxNumber',
        'status',
        'sector',
      )
    },
    lead() {
      const status = chance.weighted([
        ['new', 30],
        ['contacted', 30],
        ['qualified', 22],
        ['lost', 18],
      ] as const)
      const { first, last } = personName(chance)
      const { sector, companyName, domain, place, phone } = company()
      return gaps(
        {
          ...(chance.chance(0.8) ? { companyName, email: personEmail(chance, { first, last }, domain) } : {}),
          name: `${first} ${last}`,
          position: chance.pick(jobTitles),
          status,
          source: chance.pick(sourceNames),
          sector,
          ...(status === 'lost'
            ? { lostReason: chance.pick(['price', 'competitor', 'noNeed', 'noAnswer', 'other']) }
            : {}),
          phone: chance.chance(0.7) ? mobile() : phone,
          address: place,
          ...(chance.chance(0.6)
            ? {
                expectedAmount: {
                  amount: chance.int(20, 4000) * 1_000_00,
                  currency: chance.weighted([
                    ['TRY', 80],
                    ['EUR', 12],
                    ['USD', 8],
                  ] as const),
                },
              }
            : {}),
          ...(chance.chance(0.4) ? { firstMessage: noteText(chance, sector) } : {}),
        },
        'name',
        'status',
        'source',
        'phone',
        'lostReason',
      )
    },
    contact() {
      const { first, last } = personName(chance)
      return gaps(
        {
          firstName: first,
          lastName: last,
          position: chance.pick(jobTitles),
          phone: mobile(),
          email: personEmail(chance, { first, last }),
        },
        'firstName',
      )
    },
    address: () => {
      const use = chance.weighted([
        ['invoice', 4],
        ['delivery', 5],
        ['office', 2],
      ] as const)
      const names = { invoice: 'Fatura adresi', delivery: 'Sevk adresi', office: 'Merkez' }
      return { name: names[use], use, address: address(chance) }
    },
    note: sector => {
      const known = sectorOf(sector)
      return {
        ...(chance.chance(0.7) ? { subject: noteSubject(chance, known) } : {}),
        body: plainToRichText(noteText(chance, known)),
        ...(chance.chance(0.04) ? { pinned: true } : {}),
      }
    },
  }
}
