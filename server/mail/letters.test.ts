import { describe, expect, it } from 'vitest'
import { languages } from '../../shared/labels.ts'
import { letter, type Occasion } from './letters.ts'

const link = `https://pergel.firma.com.tr/join#pgi_${'x'.repeat(43)}`
const until = '2026-11-28T18:30:00.000Z'
const occasions: Occasion[] = [
  { what: 'invitation', name: 'Ayşe', company: 'Ege & Gıda', inviter: 'İlker Öz', link, until },
  { what: 'reset', name: 'Ayşe', company: 'Ege & Gıda', link, until },
  { what: 'changed', name: 'Ayşe', company: 'Ege & Gıda', at: until },
]
const given = { zone: 'Europe/Istanbul', server: 'pergel.firma.com.tr' }

describe.each(languages)('a letter in %s', language => {
  it.each(occasions)('says all of it in text and in HTML ($what)', occasion => {
    const made = letter(occasion, { language, ...given })
    expect(made.subject).not.toMatch(/[{}\n]/)
    for (const body of [made.text, made.html]) {
      expect(body).not.toMatch(/\{\{|undefined/)
      expect(body).toContain('Ayşe')
      expect(body).toContain('pergel.firma.com.tr')
      if ('link' in occasion) expect(body).toContain(link)
      // 18:30 in London is 21:30 in Istanbul.
      expect(body).toMatch(/21[:.]30/)
    }
    expect(made.text).toContain('Ege & Gıda')
    expect(made.html).toContain('Ege &#38; Gıda')
  })
})

it('fetches nothing and counts nothing', () => {
  for (const occasion of occasions) {
    const { html } = letter(occasion, { language: 'tr', ...given })
    expect(html).not.toMatch(/<img|<script|<link|url\(|@import/i)
    for (const [, address] of html.matchAll(/href="([^"]*)"/g)) expect(address).toBe(link)
  }
})

it('takes what people call themselves for text, whatever it looks like', () => {
  const [invitation] = occasions
  if (!invitation) throw new Error('none')
  const name = 'Ayşe\r\nBcc: x@y.z</p><script>alert(1)</script>'
  const made = letter({ ...invitation, name, company: 'A\nB' } as Occasion, { language: 'tr', ...given })
  expect(made.html).not.toContain('<script>')
  expect(made.text).not.toContain('\r')
  expect(made.subject).toContain('A B')
})
