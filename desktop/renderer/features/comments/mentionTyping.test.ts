import { describe, expect, it } from 'vitest'
import { matchingColleagues } from './mentionTyping.ts'

const colleagues = ['Işıl Çelik', 'Burak Işık', 'Elif Aydın', 'İbrahim Öztürk'].map(name => ({ id: name, name }))
const names = (query: string) => matchingColleagues(colleagues, query).map(({ name }) => name)

describe('colleagues to mention', () => {
  it('are found by the beginning of any of their names, the first name before others', () => {
    expect(names('ışı')).toEqual(['Işıl Çelik', 'Burak Işık'])
    expect(names('bur')).toEqual(['Burak Işık'])
    expect(names('elif a')).toEqual(['Elif Aydın'])
  })

  it('are found by letters without their Turkish dots', () => {
    expect(names('isi')).toEqual(['Işıl Çelik', 'Burak Işık'])
    expect(names('ozt')).toEqual(['İbrahim Öztürk'])
    expect(names('IBR')).toEqual(['İbrahim Öztürk'])
  })

  it('are all there when nothing is typed, and none where nobody is called so', () => {
    expect(names('')).toHaveLength(4)
    expect(names('zz')).toEqual([])
  })
})
