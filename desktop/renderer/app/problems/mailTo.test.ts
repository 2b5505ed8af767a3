import { expect, test } from 'vitest'
import { mailTo } from './mailTo.ts'

const partsOf = (link: string) => {
  const url = new URL(link)
  return { to: url.pathname, subject: url.searchParams.get('subject'), body: url.searchParams.get('body') }
}

test('a draft has its address, subject and text, with the line ends of mail', () => {
  const link = mailTo('destek@firma.com.tr', 'Pergel: sorun & öneri', 'Açılmıyor\nİki kez denedim + 1')
  expect(partsOf(link)).toEqual({
    to: 'destek@firma.com.tr',
    subject: 'Pergel: sorun & öneri',
    body: 'Açılmıyor\r\nİki kez denedim + 1',
  })
})

test.each(['ş'.repeat(3000), '😀'.repeat(1000), 'a\n'.repeat(2000)])(
  'a long text is cut at a whole character, so that the link still opens',
  text => {
    const link = mailTo('destek@firma.com.tr', 'Konu', text)
    expect(link.length).toBeLessThanOrEqual(2000)
    expect(link.length).toBeGreaterThan(1900)
    const { body } = partsOf(link)
    expect(body?.endsWith('…')).toBe(true)
    expect(text.startsWith(body?.slice(0, -1).replaceAll('\r\n', '\n') ?? '-')).toBe(true)
  },
)

test('an address brings no further fields with it, and half a character harms nothing', () => {
  expect(mailTo('a@b.com?bcc=c@d.com', 'Konu', 'x\ud83d')).not.toMatch(/\?bcc|&bcc/)
})
