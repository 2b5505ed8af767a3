import { expect, test } from 'vitest'
import { appLinkTo } from '../../../shared/auth/links.ts'
import { hashOf, linkOf, parseHash, type Route, toEdit, toList, toNew, toRecord } from './route.ts'

const id = '01890000-0000-7000-8000-000000000001'

test.each<[string, Route]>([
  ['#/', { screen: 'home' }],
  ['#/customers', toList('customer')],
  ['#/customers?tab=history', toList('customer', { tab: 'history' })],
  [`#/customers/${id}`, toRecord('customer', id)],
  [`#/leads/${id}/page?tab=history`, toRecord('lead', id, { page: true, params: { tab: 'history' } })],
  [`#/leads/${id}/edit`, toEdit('lead', id)],
  ['#/own-fields/new', toNew('ownField')],
  ['#/clashes', { screen: 'clashes' }],
  ['#/refused', { screen: 'refused' }],
  ['#/account', { screen: 'account' }],
  ['#/people', { screen: 'people' }],
  ['#/sign-in', { screen: 'signIn', params: {} }],
  [
    '#/setup?server=https%3A%2F%2Fcrm.firma.com.tr',
    { screen: 'setup', params: { server: 'https://crm.firma.com.tr' } },
  ],
])('%s is read and written back the same', (hash, route) => {
  expect(parseHash(hash)).toEqual(route)
  expect(hashOf(route)).toBe(hash)
})

test.each([
  '#/nothing',
  '#/customers/1',
  `#/customers/${id}/else`,
  `#/customers/${id}/page/more`,
  '#/clashes/1',
  '#/join',
  '#/join?server=https://a.b',
  '#/constructor',
])('%s is an unknown address, not a crash', hash => {
  expect(parseHash(hash).screen).toBe('unknown')
})

test('an address without a hash is home', () => {
  expect(parseHash('')).toEqual({ screen: 'home' })
})

test('a record has a link that can be sent to a colleague', () => {
  expect(linkOf(toRecord('customer', id))).toBe(`pergel://customers/${id}`)
})

test.each(['join', 'reset'] as const)('a mailed link leads to its screen: %s', purpose => {
  const token = `pg${purpose === 'join' ? 'i' : 'r'}_${'a'.repeat(43)}`
  const link = appLinkTo({ purpose, server: 'https://crm.firma.com.tr', token })
  const route: Route = { screen: purpose, server: 'https://crm.firma.com.tr', token }
  expect(parseHash(`#/${link.replace('pergel://', '')}`)).toEqual(route)
  expect(linkOf(route)).toBe(link)
})
