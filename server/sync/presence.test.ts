import { describe, expect, it } from 'vitest'
import type { RecordKey } from '../../shared/record.ts'
import { type Looker, Presence, type Present } from './presence.ts'

const at = (id: string): RecordKey => ({ kind: 'lead', id })
const person = (name: string): Present & { told: unknown[] } => {
  const told: unknown[] = []
  return {
    user: name,
    device: `device of ${name}`,
    viewer: undefined as never, // Who may see what is asked by the callers.
    told,
    send: frame => frame.t === 'presence' && told.push([frame.user, frame.at?.id ?? null]),
  }
}

describe('presence', () => {
  it('of two people at one instance is told to both, also that one left', () => {
    const [presence, ayse, can] = [new Presence(), person('ayse'), person('can')]
    presence.move(ayse, at('1'))
    presence.move(can, at('1'))
    presence.move(can, at('2'))
    expect(can.told).toEqual([['ayse', '1']])
    expect(ayse.told).toEqual([
      ['can', '1'],
      ['can', null],
    ])
  })

  it('of somebody at another instance is told to those who come before and after', () => {
    const [presence, ayse, can] = [new Presence(), person('ayse'), person('can')]
    const elif = { user: 'elif', device: 'device of elif' }
    presence.move(ayse, at('1'))
    presence.heard('b', elif, at('1'))
    presence.heard('b', elif, at('1'))
    presence.move(can, at('1'))
    expect(ayse.told).toEqual([
      ['elif', '1'],
      ['can', '1'],
    ])
    expect(can.told).toEqual([
      ['ayse', '1'],
      ['elif', '1'],
    ])
    presence.heard('b', elif, null)
    expect(can.told.at(-1)).toEqual(['elif', null])
  })

  it('of a device that moved to another instance does not end when the one it left says goodbye late', () => {
    const [presence, ayse] = [new Presence(), person('ayse')]
    const elif = { user: 'elif', device: 'device of elif' }
    presence.move(ayse, at('1'))
    presence.heard('b', elif, at('1'))
    presence.heard('c', elif, at('1'))
    presence.heard('b', elif, null)
    presence.forget('b')
    expect(ayse.told).toEqual([['elif', '1']])
    expect(presence.elsewhereAt(at('1'))).toHaveLength(1)
    presence.forget('c')
    expect(ayse.told.at(-1)).toEqual(['elif', null])
  })

  it('of a device that comes here from elsewhere ends where it was', () => {
    const [presence, ayse, elif] = [new Presence(), person('ayse'), person('elif')]
    presence.move(ayse, at('1'))
    presence.heard('b', elif, at('1'))
    presence.move(elif, at('2'))
    expect(ayse.told).toEqual([
      ['elif', '1'],
      ['elif', null],
    ])
    expect(presence.elsewhereAt(at('1'))).toEqual([])
  })

  it('is announced to other instances, and what was heard from them is not', () => {
    const announced: unknown[] = []
    const presence = new Presence((who: Looker, to) => announced.push([who.user, to?.id ?? null]))
    const ayse = person('ayse')
    presence.move(ayse, at('1'))
    presence.move(ayse, at('1'))
    presence.heard('b', { user: 'elif', device: 'x' }, at('1'))
    presence.move(ayse, null)
    expect(announced).toEqual([
      ['ayse', '1'],
      ['ayse', null],
    ])
  })
})
