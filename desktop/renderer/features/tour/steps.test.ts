import { expect, test } from 'vitest'
import type { Operation } from '../../../core/api/functions.ts'
import { parseHash } from '../../app/route.ts'
import { cameInList, doneBy, type Seen, tourOf } from './steps.ts'

const operation = (id: string, label: string, kind: string, state: Operation['state'] = 'done'): Operation => ({
  ...{ operation: id, label, at: '', kind, ids: [], count: 1, title: '', state, kept: 0 },
})
const seen = (change: Partial<Seen> = {}): Seen => ({
  ...{
    route: parseHash('#/'),
    hasFound: false,
    connection: 'online',
    operations: [],
    before: new Set<string>(),
    inList: new Set<string>(),
  },
  ...change,
})
const record = parseHash('#/customers/01930000-0000-7000-8000-000000000001')

test('looking around on the first day ticks nothing but what was done', () => {
  expect(doneBy(seen())).toEqual([])
  expect(doneBy(seen({ hasFound: true }))).toEqual(['find'])
  expect(doneBy(seen({ route: record }))).toEqual(['open'])
})

test('a call and a task count also from before, a change in the list only where it was seen', () => {
  const operations = [
    operation('a', 'create', 'activity'),
    operation('b', 'create', 'task'),
    operation('c', 'edit', 'lead'),
  ]
  const inList = new Set(['c'])
  expect(doneBy(seen({ operations, inList, before: new Set(['a', 'b', 'c']) }))).toEqual(['note', 'task'])
  expect(doneBy(seen({ operations, inList, before: new Set(['a', 'b']) }))).toEqual(['note', 'task', 'edit'])
})

test('a change in a record is none in the list, also when one is back there; a pasted block is', () => {
  const list = parseHash('#/leads')
  expect(doneBy(seen({ route: record, operations: [operation('a', 'edit', 'lead')] }))).toEqual(['open'])
  expect(doneBy(seen({ route: list, operations: [operation('a', 'edit', 'lead')] }))).toEqual([])
  expect(doneBy(seen({ route: record, operations: [operation('a', 'paste', 'lead')] }))).toEqual(['open', 'edit'])
})

test('what came on a list of its kind was done there; a view saved there was not', () => {
  const operations = [operation('a', 'edit', 'lead'), operation('b', 'edit', 'view')]
  expect(cameInList(operations, new Set(), parseHash('#/leads'))).toEqual(['a'])
  expect(cameInList(operations, new Set(), record)).toEqual([])
  expect(cameInList(operations, new Set(['a', 'b']), parseHash('#/leads'))).toEqual([])
})

test('what was taken back counts as undone', () => {
  expect(doneBy(seen({ operations: [operation('a', 'archive', 'lead', 'undone')] }))).toEqual(['undo'])
})

test('being offline is no work yet', () => {
  const operations = [operation('a', 'archive', 'lead')]
  expect(doneBy(seen({ connection: 'offline' }))).toEqual([])
  expect(doneBy(seen({ connection: 'offline', operations, before: new Set(['a']) }))).toEqual([])
  expect(doneBy(seen({ connection: 'offline', operations }))).toEqual(['offline'])
})

test('what is kept is read as far as it can be', () => {
  expect(tourOf(undefined)).toEqual({ done: [], isAway: false })
  expect(tourOf({ tour: { done: ['undo', 'dance', 'find'], isAway: true } })).toEqual({
    done: ['find', 'undo'],
    isAway: true,
  })
  expect(tourOf({ tour: 'yes' })).toEqual({ done: [], isAway: false })
})
