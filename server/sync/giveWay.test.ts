import { describe, expect, it } from 'vitest'
import { giveWay, urgently } from './giveWay.ts'

const aWhile = () => new Promise(resolve => setTimeout(resolve, 4))

describe('giveWay', () => {
  it('lets a write that is under way be done first', async () => {
    const done: string[] = []
    await aWhile()
    const write = urgently(async () => {
      await new Promise(setImmediate)
      await new Promise(setImmediate)
      done.push('write')
    })
    await Promise.all([giveWay().then(() => done.push('answer')), write])
    expect(done).toEqual(['write', 'answer'])
  })

  it('does not wait for ever where somebody writes all the time', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    await aWhile()
    const write = urgently(() => promise)
    await giveWay()
    resolve()
    await write
  })

  it('goes on in the order asked', async () => {
    const done: number[] = []
    await Promise.all([1, 2, 3].map(n => giveWay().then(() => done.push(n))))
    expect(done).toEqual([1, 2, 3])
  })
})
