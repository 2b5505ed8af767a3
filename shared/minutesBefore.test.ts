import { describe, expect, it } from 'vitest'
import { languages } from './labels.ts'
import { formatMinutesBefore, parseMinutesBefore } from './minutesBefore.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')

describe('time before', () => {
  it('is told in the largest unit that it is whole in, and none at all in words', () => {
    const told = (minutes: number) => languages.map(language => plain(formatMinutesBefore(minutes, language)))
    expect(told(0)).toEqual(['Zamanında', 'At the due time', 'Zur Fälligkeit', 'À l’échéance'])
    expect(told(1)).toEqual(['1 dakika önce', '1 minute before', '1 Minute vorher', '1 minute avant'])
    expect(told(90)).toEqual(['90 dakika önce', '90 minutes before', '90 Minuten vorher', '90 minutes avant'])
    expect(told(120)).toEqual(['2 saat önce', '2 hours before', '2 Stunden vorher', '2 heures avant'])
    expect(told(2880)).toEqual(['2 gün önce', '2 days before', '2 Tage vorher', '2 jours avant'])
  })

  it('is read again as it was written, in every language', () => {
    for (const language of languages)
      for (const minutes of [0, 1, 15, 60, 90, 1440, 2880, 40_320])
        expect(parseMinutesBefore(formatMinutesBefore(minutes, language), language), language).toBe(minutes)
  })

  it('is read as people type it; a number alone is minutes', () => {
    expect(['30', '30 dk', '1,5 saat', '2sa', '1 GÜN', '1 hafta', 'ZAMANINDA'].map(read)).toEqual([
      30, 30, 90, 120, 1440, 10_080, 0,
    ])
    expect(['', 'yarın', '2 yıl', 'saat', '1 gün 2 saat', '-5'].map(read)).toEqual([null, null, null, null, null, null])
  })
  const read = (text: string) => parseMinutesBefore(text, 'tr')
})
