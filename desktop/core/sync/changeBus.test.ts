import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Database, openDatabase } from '../storage/database.ts'
import { type Change, type ChangeBus, createChangeBus } from './changeBus.ts'

let folder: string
let database: Database
let bus: ChangeBus
let told: Change[][]

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  folder = mkdtempSync(join(tmpdir(), 'bus-'))
  database = openDatabase({ file: join(folder, 'a.sqlite'), key: new Uint8Array(32) })
  bus = createChangeBus(database)
  told = []
  bus.subscribe(changes => told.push(changes))
})
afterEach(() => {
  vi.useRealTimers()
  bus.close()
  database.close()
  rmSync(folder, { recursive: true })
})

const change = (id: string) => database.write(() => bus.add([{ kind: 'lead', id }]))
const microtasks = () => Promise.resolve()

test('the commits of one moment are told together, and none that was undone', async () => {
  change('1')
  change('2')
  expect(() =>
    database.write(() => {
      bus.add([{ kind: 'lead', id: '3' }])
      throw new Error('undone')
    }),
  ).toThrow('undone')
  expect(told).toEqual([])
  await microtasks()
  expect(told).toEqual([[{ kind: 'lead', ids: ['1', '2'] }]])
})

test('the parts of something larger are told with its end', async () => {
  bus.gathering(() => change('1'))
  await microtasks()
  bus.gathering(() => change('2'))
  await microtasks()
  expect(told).toEqual([])
  change('3')
  await microtasks()
  expect(told).toEqual([[{ kind: 'lead', ids: ['1', '2', '3'] }]])
  vi.advanceTimersByTime(10_000)
  expect(told).toHaveLength(1)
})

test('what takes long is told as it goes on, and what is broken off is told too', async () => {
  bus.gathering(() => change('1'))
  vi.advanceTimersByTime(1000)
  expect(told).toEqual([[{ kind: 'lead', ids: ['1'] }]])
  bus.gathering(() => change('2'))
  vi.advanceTimersByTime(1000)
  expect(told).toHaveLength(2)
})

test('after it is closed nobody is told', async () => {
  bus.gathering(() => change('1'))
  bus.close()
  vi.advanceTimersByTime(1000)
  expect(told).toEqual([])
})
