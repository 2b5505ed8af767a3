import { expect, it } from 'vitest'
import { sharedReads } from './sharedReads.ts'

function reads() {
  const begun: PromiseWithResolvers<number>[] = []
  const share = sharedReads<number>()
  const ask = (key = 'head') =>
    share(key, () => {
      const one = Promise.withResolvers<number>()
      begun.push(one)
      return one.promise
    })
  return { begun, ask }
}
const turn = () => new Promise(resolve => setImmediate(resolve))

it('gives all who ask while a read is under way one read that begins after they asked', async () => {
  const { begun, ask } = reads()
  const first = ask()
  await turn()
  const later = [ask(), ask(), ask()]
  await turn()
  expect(begun).toHaveLength(1)
  begun[0]?.resolve(1)
  await turn()
  expect(begun).toHaveLength(2)
  begun[1]?.resolve(2)
  expect(await Promise.all([first, ...later])).toEqual([1, 2, 2, 2])
})

it('reads again for whoever comes when nothing is under way, also after a failure', async () => {
  const { begun, ask } = reads()
  const first = ask()
  await turn()
  const second = ask()
  begun[0]?.reject(new Error('away'))
  await expect(first).rejects.toThrow('away')
  await turn()
  begun[1]?.resolve(2)
  expect(await second).toBe(2)
  const third = ask()
  await turn()
  begun[2]?.resolve(3)
  expect(await third).toBe(3)
})

it('reads what is asked under different names side by side', async () => {
  const { begun, ask } = reads()
  const both = [ask('a'), ask('b')]
  await turn()
  expect(begun).toHaveLength(2)
  for (const one of begun) one.resolve(7)
  expect(await Promise.all(both)).toEqual([7, 7])
})
