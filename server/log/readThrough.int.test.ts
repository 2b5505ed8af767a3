import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { readThrough } from './readThrough.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test?.drop())

it('gives what its reader throws to who waits, once, and leaves a connection that works', async () => {
  await test.database.lookup('companies', async tx => {
    const stream = await tx.unsafe(`copy (select repeat('x', 1000) from generate_series(1, 5000)) to stdout`).readable()
    let taken = 0
    const reading = readThrough(stream, () => {
      if (++taken === 3) throw new Error('not a row')
    })
    await expect(reading).rejects.toThrow('not a row')
    expect(taken).toBe(3)
    expect(await tx`select 1 as one`).toMatchObject([{ one: 1 }])
  })
})

it('ends with the stream where nothing is thrown', async () => {
  await test.database.lookup('companies', async tx => {
    const stream = await tx.unsafe(`copy (select 'x' from generate_series(1, 50)) to stdout`).readable()
    let bytes = 0
    await readThrough(stream, chunk => {
      bytes += chunk.length
    })
    expect(bytes).toBe(100)
  })
})
