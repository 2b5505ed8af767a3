import { expect, test } from 'vitest'
import { parsePage } from './serverFrames.ts'
import { readPage } from './snapshotPage.ts'

const state = (n: number, more: object = {}) => ({
  id: `0198f2a0-0000-7000-8000-00000000000${n}`,
  kind: 'thing',
  ...{ epoch: 1, number: n, archived: false, createdAt: 'a', createdBy: 'b', updatedAt: 'c', updatedBy: 'd' },
  values: { name: `Müşteri ${n}\n"ğ"` },
  ...more,
})
const lines = (...states: object[]): Buffer =>
  Buffer.from(
    `{"t":"snapshotPage","kind":"thing","total":9,"states":[\n${states.map(one => JSON.stringify(one)).join(',\n')}\n]}`,
  )

test('a page in lines says what it says as JSON, and what each state came as beside its id', async () => {
  for (const states of [[], [state(1)], [state(1), state(2), state(3)]]) {
    const page = lines(...states)
    const { json, texts } = await readPage(Buffer.from(page))
    expect(json).toEqual(JSON.parse(String(page)))
    for (const { id, ...rest } of states) expect(JSON.parse(String(texts.get(id)))).toEqual(rest)
  }
})

test('any other page is read as well, and keeps nothing', async () => {
  const page = { t: 'live', states: [state(1)], to: { epoch: 1 } }
  for (const text of [JSON.stringify(page), JSON.stringify(page, null, 1)]) {
    const read = await readPage(Buffer.from(text))
    expect(read.json).toEqual(page)
    expect(read.texts.get(state(1).id)).toBeUndefined()
  }
})

test("a state whose id does not come first, that holds what is RxDB's, or is gone, is kept as it is read", async () => {
  const { id, ...rest } = state(1)
  const { json, texts } = await readPage(
    lines({ ...rest, id }, state(2, { _meta: { lwt: 1 } }), state(3, { gone: true })),
  )
  expect(json).toMatchObject({ states: [state(1), { id: state(2).id }, { id: state(3).id }] })
  expect([1, 2, 3].map(n => texts.get(state(n).id))).toEqual([undefined, undefined, undefined])
})

test('a page that is cut short, or none, is refused', async () => {
  const page = lines(state(1), state(2))
  for (const cut of [1, 2, 3, 40, 300]) await expect(readPage(page.subarray(0, page.length - cut))).rejects.toThrow()
  await expect(readPage(Buffer.from('{"states":[\n'))).rejects.toThrow()
  await expect(readPage(Buffer.from(''))).rejects.toThrow()
})

test('a malformed state among its lines is left out, and counted', async () => {
  const parsed = await parsePage(lines(state(1), { id: 'x' }, state(2)), 7)
  expect(parsed).toMatchObject({ ok: true, dropped: 1, frame: { id: 7, states: [state(1), state(2)] } })
})
