import { describe, expect, it } from 'vitest'
import { builtInKinds } from '../../../../shared/kinds.ts'
import { allRights, noRights } from '../../../../shared/permissions/rights.ts'
import type { Viewer } from '../../../../shared/permissions/viewer.ts'
import type { TabGroup } from '../slots.ts'
import { relatedTabs } from './detailTabs.ts'

const groups: TabGroup[] = [{ name: 'notes', kinds: ['note', 'task'], words: 'notesAndTasks' }]
const viewerOf = (unseen: readonly string[] = []): Viewer => ({
  ...{ user: 'u', team: null, role: 'r' },
  rights: {
    kinds: Object.fromEntries(builtInKinds.all.map(({ name }) => [name, unseen.includes(name) ? noRights : allRights])),
    abilities: [],
  },
})
const tabs = (kind: string, unseen: readonly string[] = [], drawn: readonly string[] = ['comment']) =>
  relatedTabs(builtInKinds.require(kind), {
    kinds: builtInKinds,
    viewer: viewerOf(unseen),
    slotsOf: name => (drawn.includes(name) ? { related: () => null } : {}),
    groups,
  }).map(({ name, kinds }) => [name, ...kinds.map(child => child.name)])

describe('the tabs of a record', () => {
  it('are the kinds that hang on it, in the order of the rail, those that read better together on one', () => {
    expect(tabs('customer')).toEqual([
      ['notes', 'note', 'task'],
      ['contact', 'contact'],
      ['address', 'address'],
      ['activity', 'activity'],
      ['file', 'file'],
      ['comment', 'comment'],
    ])
  })

  it('leave out what the viewer may not see; what is left of a group stands by its own name', () => {
    expect(tabs('customer', ['task', 'file', 'address'])).toEqual([
      ['contact', 'contact'],
      ['activity', 'activity'],
      ['note', 'note'],
      ['comment', 'comment'],
    ])
  })

  it('show a kind without a list only where a module draws it', () => {
    expect(tabs('note', [], [])).toEqual([['file', 'file']])
    expect(tabs('note')).toEqual([
      ['file', 'file'],
      ['comment', 'comment'],
    ])
  })
})
