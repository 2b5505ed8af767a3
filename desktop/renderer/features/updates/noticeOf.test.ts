import { expect, it } from 'vitest'
import { megabytes, noticeOf } from './noticeOf.ts'

it('says nothing where nothing is to be known, and nothing at all in a shell without updates', () => {
  expect(noticeOf(undefined)).toBeUndefined()
  expect(noticeOf({ state: 'none' })).toBeUndefined()
  expect(noticeOf({ state: 'current' })).toBeUndefined()
})

it('says a version once, and again when it has become urgent', () => {
  const ready = { state: 'ready', version: '1.2.0', installsOnQuit: true } as const
  const [calm, urgent] = [noticeOf({ ...ready, isUrgent: false }), noticeOf({ ...ready, isUrgent: true })]
  expect(calm?.key).not.toBe(urgent?.key)
  expect(noticeOf({ ...ready, version: '1.3.0', isUrgent: false })?.key).not.toBe(calm?.key)
  // While it loads the key stays, or closing the line would not last.
  const loading = (done: number) =>
    noticeOf({ state: 'loading', version: '1.2.0', done, total: 9, isUrgent: false })?.key
  expect(loading(1)).toBe(loading(2))
})

it('is silent about a download that is tried again by itself, unless one cannot work on without it', () => {
  expect(noticeOf({ state: 'failed', reason: 'download', isUrgent: false })).toBeUndefined()
  expect(noticeOf({ state: 'failed', reason: 'download', isUrgent: true })).toMatchObject({ canRetry: true })
})

it('sends people to whoever runs the server where they can do nothing themselves', () => {
  for (const reason of ['signature', 'altered', 'older'] as const)
    expect(noticeOf({ state: 'failed', reason, isUrgent: false })).toMatchObject({
      needsSomebody: true,
      canRetry: false,
    })
  expect(noticeOf({ state: 'failed', reason: 'full', isUrgent: false })).toMatchObject({ canRetry: true })
})

it('counts in whole megabytes', () => {
  expect(megabytes(104_857_600)).toBe(100)
})
