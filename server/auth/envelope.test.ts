import { expect, it } from 'vitest'
import { openSealed, seal } from './envelope.ts'

const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
const plain = Buffer.from('çok gizli')

it('opens with its key in its place, and never seals twice alike', () => {
  const sealed = seal(key, plain, 'secret smtp')
  expect(openSealed(key, sealed, 'secret smtp')).toEqual(plain)
  expect(seal(key, plain, 'secret smtp')).not.toEqual(sealed)
  expect(sealed.includes(plain)).toBe(false)
})

it('does not open with another key, in another place, or with any byte changed', () => {
  const sealed = seal(key, plain, 'secret smtp')
  expect(() => openSealed(other, sealed, 'secret smtp')).toThrow()
  expect(() => openSealed(key, sealed, 'secret imap')).toThrow()
  for (let i = 0; i < sealed.length; i++) {
    const changed = Buffer.from(sealed)
    changed[i] = (changed[i] ?? 0) ^ 1
    expect(() => openSealed(key, changed, 'secret smtp')).toThrow()
  }
  expect(() => openSealed(key, sealed.subarray(0, 20), 'secret smtp')).toThrow()
})
