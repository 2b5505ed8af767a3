import { expect, test } from 'vitest'
import { isUuid } from './ids.ts'
import { supportChange, supportOf } from './support.ts'

const setting = (value: unknown, archived = false, key = 'support') => ({ id: key, archived, values: { key, value } })

test('the address for help is found among other settings, also where it stands in an object', () => {
  expect(supportOf([setting(true, false, 'export'), setting('destek@firma.com.tr')])).toBe('destek@firma.com.tr')
  expect(supportOf([setting({ email: 'destek@firma.com.tr' })])).toBe('destek@firma.com.tr')
})

test.each([[setting('destek@firma.com.tr', true)], [setting('javascript:alert(1)')], [setting(12)]])(
  'what was put away or is no address is none: %j',
  one => expect(supportOf([one])).toBeUndefined(),
)

test('the first one gets the same id on every desktop', () => {
  const first = supportChange([], ' destek@firma.com.tr ')
  expect(first).toMatchObject({ create: true, set: { value: { value: 'destek@firma.com.tr' } } })
  expect(isUuid(first?.id ?? '')).toBe(true)
  expect(supportChange([], 'baska@firma.com.tr')?.id).toBe(first?.id)
})

test('a standing one is changed, put away by an empty word, and brought back', () => {
  const standing = [setting('a@firma.com.tr')]
  const next = { value: { base: 'a@firma.com.tr', value: 'b@firma.com.tr' } }
  expect(supportChange(standing, 'b@firma.com.tr')).toMatchObject({ id: 'support', create: false, set: next })
  expect(supportChange(standing, '')?.set).toEqual({ archived: { base: false, value: true } })
  const away = [setting('a@firma.com.tr', true)]
  expect(supportChange(away, 'b@firma.com.tr')?.set).toEqual({ ...next, archived: { base: true, value: false } })
})

test('what is so already is no change', () => {
  expect(supportChange([], '')).toBeUndefined()
  expect(supportChange([setting('a@firma.com.tr', true)], '')).toBeUndefined()
  expect(supportChange([setting('a@firma.com.tr')], 'a@firma.com.tr ')).toBeUndefined()
})
