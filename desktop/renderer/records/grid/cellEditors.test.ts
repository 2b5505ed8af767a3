import { expect, test } from 'vitest'
import { cellFacts } from './cellEditors.ts'

test('what is typed into an address is its street; district, province and postal code stay', () => {
  const held = { line: 'Atatürk Cad. No: 12', district: 'Ümraniye', province: '34', postalCode: '34760' }
  expect(cellFacts.address.begunAnew?.(held)).toEqual({ district: 'Ümraniye', province: '34', postalCode: '34760' })
  expect(cellFacts.address.begunAnew?.(undefined)).toBeUndefined()
})

test('an amount typed anew keeps its currency, a text keeps nothing', () => {
  expect(cellFacts.money.begunAnew?.({ amount: 12_500, currency: 'EUR' })).toEqual({ typed: '', currency: 'EUR' })
  expect(cellFacts.money.begunAnew?.(undefined)).toBeUndefined()
  expect(cellFacts.text.begunAnew?.('Eski')).toBeUndefined()
})
