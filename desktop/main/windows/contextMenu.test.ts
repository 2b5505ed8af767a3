import { expect, test } from 'vitest'
import { wordsIn } from '../words.ts'
import { contextMenu } from './contextMenu.ts'

const none = {
  canUndo: false,
  canRedo: false,
  canCut: false,
  canCopy: false,
  canPaste: false,
  canDelete: false,
  canSelectAll: false,
  canEditRichly: false,
}
const roles = (items: ReturnType<typeof contextMenu>) => items.flatMap(({ role }) => role ?? [])

test('a field offers what can be done in it, in the language of the app', () => {
  const editFlags = { ...none, canPaste: true }
  const menu = contextMenu({ isEditable: true, selectionText: '', editFlags }, wordsIn('de'))
  expect(roles(menu)).toEqual(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'])
  expect(menu.filter(({ enabled }) => enabled).map(({ label }) => label)).toEqual(['Einfügen'])
})

test('text that is marked can be copied; elsewhere there is nothing to offer', () => {
  const editFlags = { ...none, canCopy: true }
  const words = wordsIn('tr')
  expect(roles(contextMenu({ isEditable: false, selectionText: 'Kaya Yapı', editFlags }, words))).toEqual(['copy'])
  expect(contextMenu({ isEditable: false, selectionText: ' \n', editFlags }, words)).toEqual([])
})
