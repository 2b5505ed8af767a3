import { expect, test } from 'vitest'
import { AppError, type ErrorCode } from '../../shared/errors.ts'
import { reasonOf } from './reasonOf.ts'

test.each(['storage.inUse', 'storage.readOnly', 'storage.full', 'storage.failed', 'storage.damaged'] as ErrorCode[])(
  '%s is said in words that tell what to do',
  code => {
    const reason = reasonOf(new AppError(code, { params: { file: 'x' } }), '/home/elif/pergel')
    expect(reason).not.toContain(code)
    expect(reason).toMatch(/give another|--profile|sign in again/)
  },
)

test('a taken port is said, and anything else says what it is', () => {
  expect(reasonOf(Object.assign(new Error('listen'), { code: 'EADDRINUSE' }), '/p')).toMatch(/--port/)
  expect(reasonOf(new Error('--port is x'), '/p')).toBe('--port is x')
  expect(reasonOf(new AppError('client.tooOld'), '/p')).toBe('client.tooOld {}')
})
