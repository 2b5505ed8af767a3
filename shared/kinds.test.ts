import { expect, it } from 'vitest'
import type { Values } from './entity.ts'
import { kindsWith } from './kinds.ts'

const own = (key: string, more: Values = {}): Values => ({ of: 'lead', key, type: 'text', words: { tr: key }, ...more })
const ownNames = (...fields: Values[]) =>
  Object.keys(kindsWith(fields).require('lead').fields).filter(name => name.startsWith('custom.'))

it('own fields whose name no patch can hold, or whose type lacks what it needs, are left out', () => {
  expect(ownNames(own('renk'), own('a b'), own('"x'), own('__proto__'), own("o'k"), own(''), own('çap'))).toEqual([
    'custom.renk',
  ])
  expect(
    ownNames(
      own('a', { type: 'choice' }),
      own('b', { type: 'reference' }),
      own('c', { type: 'references', target: 'nothing' }),
      own('d', { type: 'structure' }),
      own('e', { type: 'constructor' }),
      own('f', { type: 'reference', target: 'customer' }),
      own('g', { type: 'multiChoice', choices: [{ key: 'x', words: { tr: 'X' } }] }),
    ),
  ).toEqual(['custom.f', 'custom.g'])
})

it('of two own fields that differ by case alone, which one table cannot hold, every machine takes the same', () => {
  const [a, b] = [own('Renk', { position: 2 }), own('renk', { position: 1 })]
  expect(ownNames(a, b)).toEqual(['custom.renk'])
  expect(ownNames(b, a)).toEqual(['custom.renk'])
  const [text, date] = [own('gün'), own('gun', { type: 'date' })]
  expect(ownNames(text, date)).toEqual(['custom.gun'])
  const twins = [own('x'), own('x', { type: 'date' })]
  const typeOf = (fields: Values[]) => kindsWith(fields).require('lead').fields['custom.x']?.kind
  expect(typeOf(twins)).toBe(typeOf(twins.toReversed()))
})

it('own fields whose words or choices are none are left out too', () => {
  const wrong = [{ words: undefined }, { words: 'Renk' }, { words: {} }, { type: 'choice', choices: { length: 1 } }]
  expect(ownNames(...wrong.map((more, at) => own(`f${at}`, more)), { of: 'lead' }, {}, own('renk'))).toEqual([
    'custom.renk',
  ])
})
