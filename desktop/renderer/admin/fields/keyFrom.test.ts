import { expect, test } from 'vitest'
import { keyFrom } from './keyFrom.ts'

test('a key is made of what a person calls the thing, and is new', () => {
  const none = new Set<string>()
  expect(keyFrom('Makine sayısı', none)).toBe('makineSayisi')
  expect(keyFrom('Makine sayısı', new Set(['makineSayisi']))).toBe('makineSayisi2')
  expect(keyFrom('2. telefon', none)).toBe('x2Telefon')
  expect(keyFrom('Çağ İçi ŞÖĞÜ', none)).toBe('cagIciSogu')
  expect(keyFrom('★', none)).toBe('x')
})
