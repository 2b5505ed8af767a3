import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { AppError } from '../../../shared/errors.ts'
import { createEventLog } from './eventLog.ts'
import { codeOf, type Unexpected, watchProcess } from './unexpected.ts'

const secret = 'Gülşah Kırımlıoğlu 0532 987 65 43'

function tell(event: 'uncaughtException' | 'unhandledRejection', thrown: unknown): Unexpected | undefined {
  const process = new EventEmitter()
  const told: Unexpected[] = []
  const stop = watchProcess(process as never, failure => told.push(failure))
  process.emit(event, thrown)
  stop()
  expect(process.listenerCount(event)).toBe(0)
  return told[0]
}

test.each([
  [new AppError('storage.full'), 'storage.full'],
  [Object.assign(new Error(secret), { code: 'ECONNRESET' }), 'ECONNRESET'],
  [new TypeError(secret), 'crash:TypeError'],
  [Object.assign(new Error(), { code: secret }), 'crash:Error'],
  [Object.assign(new Error(), { name: secret }), 'crash:unknown'],
  [secret, 'crash:unknown'],
  [undefined, 'crash:unknown'],
])('an error is told by its code: %#', (thrown, code) => expect(codeOf(thrown)).toBe(code))

test('core ends over what left something half done, and over nothing else', () => {
  expect(tell('uncaughtException', new TypeError(secret))?.isFatal).toBe(true)
  expect(tell('uncaughtException', Object.assign(new Error(), { code: 'EPIPE' }))?.isFatal).toBe(false)
  expect(tell('unhandledRejection', new TypeError(secret))?.isFatal).toBe(false)
})

test('it says where in the program, without a message and without folders', () => {
  const failure = tell('uncaughtException', new TypeError(secret))
  expect(failure?.at).toMatch(/unexpected\.test\.ts:\d+/)
  expect(failure?.at).not.toContain('/')
  expect(tell('uncaughtException', new Error('x\n    at Gülşah (/home/x/secret.ts:1:1)'))?.at).not.toContain('secret')
  expect(JSON.stringify(failure)).not.toContain('Gülşah')
})

test('the ring keeps it by its code', () => {
  const log = createEventLog(() => 0)
  for (const code of ['crash:TypeError', 'storage.full', secret]) log.note('process.threw', { code })
  expect(log.events().map(({ facts }) => facts)).toEqual([
    { code: 'crash:TypeError' },
    { code: 'storage.full' },
    undefined,
  ])
})
