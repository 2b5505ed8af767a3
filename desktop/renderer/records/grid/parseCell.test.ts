import { describe, expect, it } from 'vitest'
import { type Field, field } from '../../../../shared/fields.ts'
import { builtInKinds } from '../../../../shared/kinds.ts'
import { label } from '../../../../shared/labels.ts'
import { type ParseContext, parseCell, titlesIn } from './parseCell.ts'

const context: ParseContext = {
  language: 'tr',
  zone: 'Europe/Istanbul',
  today: '2026-11-21',
  find: (_, title) => ({ VIP: ['vip'], Fuar: ['fuar'], Ali: ['a', 'b'] })[title] ?? [],
}
const words = label('x', 'x', 'x', 'x')
const fields = builtInKinds.require('lead').fields
const ofLead = (name: string): Field => {
  const found = fields[name]
  if (!found) throw new Error(`no field ${name}`)
  return found
}
const read = (of: Field, text: string, more: Partial<ParseContext> = {}) => parseCell(of, text, { ...context, ...more })
const value = (of: Field, text: string, more: Partial<ParseContext> = {}) => {
  const parsed = read(of, text, more)
  return 'reason' in parsed ? parsed.reason : parsed.value
}

describe('a cell of a Turkish spreadsheet', () => {
  it('gives numbers, amounts and percentages as they are written there', () => {
    const number = field.number({ label: words, decimals: 2 })
    expect(value(number, '12.345,60')).toBe(12345.6)
    expect(value(number, '1.234')).toBe(1234)
    expect(value(number, '1.234', { language: 'en' })).toBe('tooManyDecimals')
    expect(value(number, 'çok')).toBe('notANumber')
    const size = field.number({ label: words, decimals: 0, unit: 'bytes' })
    expect(['2 MB', '1,5 KB', '300', 'çok'].map(text => value(size, text))).toEqual([
      ...[2_000_000, 1500, 300, 'notANumber'],
    ])
    const money = ofLead('expectedAmount')
    expect(value(money, '12.345,60')).toEqual({ amount: 1234560, currency: 'TRY' })
    expect(value(money, '12.345,60 ₺')).toEqual({ amount: 1234560, currency: 'TRY' })
    expect(value(money, '₺12.345,60')).toEqual({ amount: 1234560, currency: 'TRY' })
    expect(value(money, '1.500 TL')).toEqual({ amount: 150000, currency: 'TRY' })
    expect(value(money, '250,5 EUR')).toEqual({ amount: 25050, currency: 'EUR' })
    expect(value(money, '$99,99')).toEqual({ amount: 9999, currency: 'USD' })
    expect(value(money, '10', { held: { amount: 1, currency: 'GBP' } })).toEqual({ amount: 1000, currency: 'GBP' })
    expect(value(money, 'on bin')).toBe('badMoney')
    expect(value(field.percent({ label: words }), '%12,5')).toBe(1250)
    expect(value(field.percent({ label: words }), 'yarım')).toBe('notANumber')
  })

  it('gives dates and times on the company clock', () => {
    const date = ofLead('nextContactOn')
    expect(value(date, '21.11.2026')).toBe('2026-11-21')
    expect(value(date, '1 Ara 2026')).toBe('2026-12-01')
    expect(value(date, '2026-12-01 00:00:00')).toBe('2026-12-01')
    expect(value(date, 'yarın')).toBe('2026-11-22')
    expect(value(date, '31.02.2026')).toBe('noSuchDay')
    const time = field.dateTime({ label: words })
    expect(value(time, '21.11.2026 14:05')).toBe('2026-11-21T11:05:00.000Z')
    expect(value(time, '21 AĞUSTOS 2026 9:30')).toBe('2026-08-21T06:30:00.000Z')
    expect(value(time, '21.11.2026 25:00')).toBe('badDate')
  })

  it('gives choices by their labels, in any spelling, of one language or the other', () => {
    expect(value(ofLead('status'), 'İLETİŞİM KURULDU')).toBe('contacted')
    expect(value(ofLead('status'), 'Contacted')).toBe('contacted')
    expect(value(ofLead('status'), 'qualified')).toBe('qualified')
    expect(value(ofLead('status'), 'Belki')).toBe('unknownChoice')
    const several = field.multiChoice({ label: words, choices: ofLead('source').choices ?? {} })
    expect(value(several, 'Fuar; Web formu')).toEqual(['fair', 'webForm'])
    expect(value(several, 'Fuar, Uydurma')).toBe('unknownChoice')
    expect(value(field.boolean({ label: words }), 'Evet')).toBe(true)
    expect(value(field.boolean({ label: words }), 'HAYIR')).toBe(false)
    expect(value(field.boolean({ label: words }), 'belki')).toBe('badValue')
  })

  it('gives phones, mails, web addresses and tax numbers in their stored form', () => {
    expect(value(ofLead('phone'), '5321234567')).toBe('+905321234567')
    expect(value(ofLead('phone'), '0532 123 45 67')).toBe('+905321234567')
    expect(value(ofLead('phone'), '123')).toBe('badPhone')
    expect(value(ofLead('email'), 'AYSE@X.COM')).toBe('ayse@x.com')
    expect(value(ofLead('website'), 'pergel.example')).toBe('https://pergel.example')
    const tax = field.taxNumber({ label: words })
    expect(value(tax, '4540536920')).toBe('4540536920')
    // As a number, a spreadsheet has dropped its first zero.
    expect(value(tax, '123456706')).toBe('0123456706')
    expect(value(tax, '123456707')).toBe('badTaxNumber')
    expect(value(tax, '454 053 69 21')).toBe('badTaxNumber')
  })

  it('gives references by title, and says which title is none or several', () => {
    const owner = field.reference({ label: words, to: 'user' })
    expect(value(field.tags({ label: words, to: 'tag' }), 'VIP, Yok')).toBe('noSuchRecord')
    expect(value(owner, 'Kimse')).toBe('noSuchRecord')
    expect(value(owner, 'Ali')).toBe('severalRecords')
    expect(titlesIn(ofLead('tags'), 'VIP; Fuar')).toEqual(['VIP', 'Fuar'])
    expect(titlesIn(owner, 'Demir, Ali')).toEqual(['Demir, Ali'])
    expect(titlesIn(ofLead('companyName'), 'VIP')).toEqual([])
  })

  it('gives an address by the province and district that it names', () => {
    const address = ofLead('address')
    expect(value(address, 'Gül Sok. No: 3, Kadıköy, İstanbul')).toEqual({
      line: 'Gül Sok. No: 3',
      district: 'Kadıköy',
      province: '34',
    })
    expect(value(address, 'ÇANKAYA/ANKARA')).toEqual({ district: 'Çankaya', province: '06' })
    expect(value(address, 'Gül Sok. 3, 34710 Kadıköy, İstanbul')).toEqual({
      line: 'Gül Sok. 3',
      district: 'Kadıköy',
      province: '34',
      postalCode: '34710',
    })
    expect(value(address, 'Bilinmeyen yer 5')).toEqual({ line: 'Bilinmeyen yer 5' })
  })

  it('is empty where there is nothing but blanks, and refuses what cannot be said in a cell', () => {
    expect(read(ofLead('phone'), '  ')).toEqual({ value: undefined })
    expect(value(ofLead('location'), '41, 29')).toBe('badValue')
  })
})
