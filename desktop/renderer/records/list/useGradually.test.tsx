import { describe, expect, it } from 'vitest'
import { type Piece, turnOf } from './useGradually.ts'

const piece = (key: number, shows: unknown = key): Piece => ({
  ...{ key, of: [shows], near: 2, far: 3 },
  draw: isWhole => <i>{isWhole}</i>,
})
const stays = () => true
const none = new Map()
const shownBy = ({ drawn }: ReturnType<typeof turnOf>) =>
  Object.fromEntries([...drawn].map(([key, { of, isWhole }]) => [key, `${of[0]}${isWhole ? '' : '…'}`]))

describe('rows that are drawn one after the other', () => {
  it('begin with what is on screen of them, in the order given', () => {
    const first = turnOf(
      [3, 1, 2].map(key => piece(key)),
      none,
      stays,
      4,
    )
    expect([shownBy(first), first.isLeft]).toEqual([{ 3: '3…', 1: '1…' }, true])
    const all = turnOf(
      [3, 1, 2].map(key => piece(key)),
      none,
      stays,
      9,
    )
    // The rest of them waits where what is on screen takes long enough, and has what is left otherwise.
    expect([shownBy(all), all.isLeft]).toEqual([{ 3: '3…', 1: '1…', 2: '2…' }, true])
    const some = turnOf([piece(3), piece(1)], none, stays, 11)
    expect([shownBy(some), some.isLeft]).toEqual([{ 3: '3', 1: '1' }, false])
  })

  it('that are not on screen come last, and as a whole', () => {
    const pieces = [{ ...piece(1), near: 0, far: 5 }, piece(2)]
    expect(shownBy(turnOf(pieces, none, stays, 5))).toEqual({ 1: '1', 2: '2…' })
    expect(shownBy(turnOf(pieces.toReversed(), none, stays, 6))).toEqual({ 1: '1', 2: '2' })
  })

  it('that cost nothing are there at once', () => {
    const pieces = [piece(1), piece(2), { ...piece(9), near: 0, far: 0 }]
    const { drawn, isLeft } = turnOf(pieces, none, stays, 1)
    expect([[...drawn.keys()], isLeft]).toEqual([[1, 9], true])
  })

  it('stand as long as they are wanted, and cost no turn', () => {
    const before = turnOf(
      [4, 2, 9].map(key => piece(key)),
      none,
      stays,
    )
    const now = turnOf(
      [1, 2, 3, 4].map(key => piece(key)),
      before.drawn,
      stays,
      1,
    )
    expect(shownBy(now)).toEqual({ 1: '1…', 2: '2', 4: '4' })
  })

  it('show what they showed until it is their turn, where that may stay', () => {
    const before = turnOf([piece(1, 'a'), piece(2, 'b'), piece(3, 'c')], none, stays)
    const next = [piece(1, 'x'), piece(2, 'y'), piece(3, 'z')]
    expect(shownBy(turnOf(next, before.drawn, ([shows]) => shows !== 'c', 1))).toEqual({ 1: 'x…', 2: 'b' })
  })

  it('are all there after enough pictures', () => {
    const pieces = Array.from({ length: 25 }, (_, i) => piece(i))
    let state = turnOf(pieces, none, stays, 50)
    for (let i = 0; i < 2; i++) state = turnOf(pieces, state.drawn, stays, 50)
    expect([state.isLeft, [...state.drawn.values()].every(({ isWhole }) => isWhole)]).toEqual([false, true])
  })
})
