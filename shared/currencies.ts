/** Digits after the comma of currencies that do not have two (ISO 4217). */
const otherDigits: Record<number, string> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
}
const twoDigits = `TRY USD EUR GBP CHF AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CNY COP
   CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB FJD FKP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR
   KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN
   PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TTD TWD TZS
   UAH UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG`

/**
 * Currencies in circulation (ISO 4217, funds and metals left out) with the digits of their minor unit, those of daily use
 * in Turkey first. Not taken from Intl, whose digits are what shops show (HUF 0, IQD 0) and change with its version.
 */
export const currencies: ReadonlyMap<string, number> = new Map([
  ...codesOf(twoDigits).map(code => [code, 2] as const),
  ...Object.entries(otherDigits).flatMap(([digits, codes]) =>
    codesOf(codes).map(code => [code, Number(digits)] as const),
  ),
])

/** Digits after the comma of a currency's amounts: TRY 2, JPY 0, KWD 3. Throws RangeError for an unknown code. */
export function minorDigits(currency: string): number {
  const digits = currencies.get(currency)
  if (digits === undefined) throw new RangeError(`unknown currency ${currency}`)
  return digits
}

function codesOf(list: string): string[] {
  return list.trim().split(/\s+/)
}
