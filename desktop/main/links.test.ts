import { expect, test } from 'vitest'
import { linkAmong, parseLink } from './links.ts'

const id = '0198c0de-0000-7000-8000-000000000001'

test.each([
  [`pergel://customers/${id}/page?tab=history`, `customers/${id}/page?tab=history`],
  [`pergel:///customers/${id}`, `customers/${id}`],
  [
    'pergel://join?server=https%3A%2F%2Fcrm.firma.com.tr#pgi_abc_DEF-123',
    'join?server=https%3A%2F%2Fcrm.firma.com.tr#pgi_abc_DEF-123',
  ],
  ['pergel://', ''],
])('%s is the path %s of the screens', (link, path) => {
  expect(parseLink(link)).toBe(path)
})

test.each([
  'https://firma.com.tr/',
  'pergel-app://app/index.html',
  'javascript:alert(1)',
  'pergel:customers',
  'pergel://user:secret@customers/1',
  'pergel://customers:81/1',
  'pergel://customers/<img src=x onerror=alert(1)>',
  'pergel://customers/1#/other',
  'pergel://customers/1\nSet-Cookie: a',
  'pergel://customers/"onmouseover=',
  `pergel://${'a'.repeat(2000)}`,
  undefined,
  42,
])('%s is no link', link => {
  expect(parseLink(link)).toBeUndefined()
})

test('the link is found among what a program was started with', () => {
  expect(linkAmong(['/app', '--profile', '/p', '--allow-file-access', `pergel://leads/${id}`])).toBe(`leads/${id}`)
  expect(linkAmong(['/app', '--server=https://a.example', 'pergel-app://app/'])).toBeUndefined()
})
