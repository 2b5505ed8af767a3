import { Select, Textarea, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Address } from '../../../../../shared/fields.ts'
import { districtsOf, isDistrictOf, provinceOf, provinces } from '../../../../../shared/places.ts'
import { formatAddressParts } from '../../../i18n/addressText.ts'
import { useLanguage } from '../../../i18n/format.ts'
import { useSearchedSelect } from '../../../ui/useSearchedSelect.ts'
import styles from '../fields.module.css'
import { byFoldedLabel } from '../optionFilter.ts'
import type { InputProps, ViewProps } from '../types.ts'

/** In a list what one looks for, district and province, comes first; everywhere else the order of an envelope. */
export function AddressView({ value, place }: ViewProps<Address>) {
  const parts = formatAddressParts(value)
  if (place === 'cell') return addressInList(value)
  if (place === 'change') return parts.join(', ')
  return (
    <span className={styles.address}>
      {parts.map(part => (
        <span key={part}>{part}</span>
      ))}
    </span>
  )
}

export function addressInList({ line, postalCode, ...where }: Address): string {
  return formatAddressParts(where).join(', ') || (line ?? postalCode ?? '')
}

export function AddressInput({
  id,
  value,
  onChange,
  onBlur,
  isInvalid,
  describedBy,
  said,
  isRequired,
  autoFocus,
}: InputProps) {
  const { t } = useTranslation('records')
  const held = isAddress(value) ? value : {}
  const isTurkish = (held.country ?? 'TR') === 'TR'
  const set = (part: Address) => onChange(withoutEmpty({ ...held, ...part }))
  return (
    <div className={styles.addressInput}>
      <Textarea
        id={id}
        aria-describedby={describedBy}
        aria-required={isRequired}
        autoFocus={autoFocus}
        value={held.line ?? ''}
        onChange={event => set({ line: event.currentTarget.value })}
        onBlur={onBlur}
        error={isInvalid}
        placeholder={t('address.linePlaceholder')}
        autosize
        minRows={2}
        maxRows={5}
        size="sm"
        className={styles.addressLine}
      />
      {said && <div className={styles.addressSaid}>{said}</div>}
      <Country value={held.country ?? 'TR'} onChange={country => set({ country, province: '', district: '' })} />
      {isTurkish ? <TurkishPlace held={held} set={set} /> : <ForeignPlace held={held} set={set} />}
      <TextInput
        label={t('address.postalCode')}
        value={held.postalCode ?? ''}
        onChange={event => set({ postalCode: event.currentTarget.value })}
        inputMode={isTurkish ? 'numeric' : 'text'}
        maxLength={20}
        classNames={{ input: 'numbers' }}
        size="sm"
      />
    </div>
  )
}

interface PartProps {
  held: Address
  set: (part: Address) => void
}

/** Choosing a province offers its districts; a district that is none of it goes. */
function TurkishPlace({ held, set }: PartProps) {
  const { t } = useTranslation('records')
  const searchedProvince = useSearchedSelect()
  const searchedDistrict = useSearchedSelect()
  const districts = held.province ? districtsOf(held.province) : []
  const isKnown = held.province === undefined || provinceOf(held.province) !== undefined
  return (
    <>
      <Select
        label={t('address.province')}
        data={
          isKnown ? provinceOptions : [...provinceOptions, { value: held.province ?? '', label: held.province ?? '' }]
        }
        value={held.province ?? null}
        onChange={next =>
          set({
            province: next ?? '',
            district: next && held.district && isDistrictOf(next, held.district) ? held.district : '',
          })
        }
        openOnFocus={false}
        {...searchedProvince}
        clearable
        clearButtonProps={{ 'aria-label': t('fields.clear') }}
        filter={byFoldedLabel}
        nothingFoundMessage={t('fields.nothingFound')}
        size="sm"
      />
      <Select
        label={t('address.district')}
        data={held.district && !districts.includes(held.district) ? [held.district, ...districts] : [...districts]}
        value={held.district ?? null}
        onChange={next => set({ district: next ?? '' })}
        disabled={!held.province}
        placeholder={held.province ? '' : t('address.provinceFirst')}
        openOnFocus={false}
        {...searchedDistrict}
        clearable
        clearButtonProps={{ 'aria-label': t('fields.clear') }}
        filter={byFoldedLabel}
        nothingFoundMessage={t('fields.nothingFound')}
        size="sm"
      />
    </>
  )
}

function ForeignPlace({ held, set }: PartProps) {
  const { t } = useTranslation('records')
  return (
    <>
      <TextInput
        label={t('address.state')}
        value={held.province ?? ''}
        onChange={event => set({ province: event.currentTarget.value })}
        size="sm"
      />
      <TextInput
        label={t('address.city')}
        value={held.district ?? ''}
        onChange={event => set({ district: event.currentTarget.value })}
        size="sm"
      />
    </>
  )
}

function Country({ value, onChange }: { value: string; onChange: (country: string | undefined) => void }) {
  const { t } = useTranslation('records')
  const language = useLanguage()
  const searched = useSearchedSelect()
  const options = useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: 'region' })
    return countryCodes
      .map(code => ({ value: code, label: names.of(code) ?? code }))
      .sort((a, b) => (a.value === 'TR' ? -1 : b.value === 'TR' ? 1 : a.label.localeCompare(b.label, language)))
  }, [language])
  return (
    <Select
      label={t('address.country')}
      data={options}
      value={value}
      // Turkey is what is meant where nothing is said.
      onChange={next => onChange(next === null || next === 'TR' ? undefined : next)}
      openOnFocus={false}
      {...searched}
      filter={byFoldedLabel}
      nothingFoundMessage={t('fields.nothingFound')}
      size="sm"
    />
  )
}

const provinceOptions = provinces
  .toSorted((a, b) => a.name.localeCompare(b.name, 'tr'))
  .map(({ code, name }) => ({ value: code, label: name }))

const isAddress = (value: unknown): value is Address => typeof value === 'object' && value !== null

function withoutEmpty(address: Address): Address | undefined {
  const parts = Object.entries(address).filter(([, part]) => part !== undefined && part !== '')
  return parts.length === 0 ? undefined : (Object.fromEntries(parts) as Address)
}

/** ISO 3166-1: the countries that trade with Turkey most, and the rest of the list. */
const countryCodes =
  `TR AD AE AF AL AM AO AR AT AU AZ BA BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM
  CN CO CR CU CV CY CZ DE DJ DK DO DZ EC EE EG ER ES ET FI FJ FR GA GB GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ
  IR IS IT JM JO JP KE KG KH KM KP KR KW KZ LA LB LI LK LR LS LT LU LV LY MA MC MD ME MG MK ML MM MN MR MT MU MV MW MX MY MZ NA
  NE NG NI NL NO NP NZ OM PA PE PG PH PK PL PS PT PY QA RO RS RU RW SA SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH
  TJ TL TM TN TO TT TW TZ UA UG US UY UZ VA VE VN WS XK YE ZA ZM ZW`
    .split(/\s+/)
    .filter(Boolean)
