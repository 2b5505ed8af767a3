import { expect, test } from 'vitest'
import { openOutside } from './openOutside.ts'

const opened: string[] = []
const events: string[] = []
const open = openOutside({ shell: { openExternal: async url => void opened.push(url) } }, event => events.push(event))

test.each([
  ['https://www.firma.com.tr/a?b=ş#c', 'https://www.firma.com.tr/a?b=%C5%9F#c'],
  ['http://firma.com.tr', 'http://firma.com.tr/'],
  ['mailto:ali@firma.com.tr', 'mailto:ali@firma.com.tr'],
  ['tel:+905321234567', 'tel:+905321234567'],
])('%s goes to the program that the system has for it', (url, parsed) => {
  open(url)
  expect(opened.at(-1)).toBe(parsed)
})

test.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'ms-msdt:/id PCWDiagnostic',
  'smb://server/share',
  'pergel://customers',
  'pergel-app://app/index.html',
  'https://bank.example@evil.example/',
  'about:blank',
  'no address',
  `https://a.example/${'a'.repeat(2000)}`,
])('%s goes nowhere', url => {
  const before = opened.length
  open(url)
  expect(opened).toHaveLength(before)
  expect(events.at(-1)).toBe('link.refused')
})
