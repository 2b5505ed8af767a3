import { afterEach, expect, it } from 'vitest'
import type { KindRights } from '../../../shared/permissions/rights.ts'
import { plainToRichText } from '../../../shared/richText.ts'
import { type TestWorkspace, type TestWorkspaceOptions, testWorkspace } from '../testing/testWorkspace.ts'
import { searchRecords } from './search.ts'

let opened: TestWorkspace | undefined
afterEach(() => opened?.close())
const desk = async (options?: TestWorkspaceOptions) => {
  opened = await testWorkspace(options)
  return opened
}

const told = async ({ work }: TestWorkspace, words: string, kind: string) => {
  const { groups } = await searchRecords(work, { words, limit: 5, kinds: [kind] })
  return groups[0]?.hits.map(({ title, snippet }) => [title, snippet])
}
const lead = { name: 'Aysel Yapı', phone: '+905321234567', status: 'new', source: 'google' }

const text = 'Hidrolik presin bakımı yılda dört kez yapılır.'

it('words in a file or a note are told with those around them, and words that stand in the title are not', async () => {
  const of = await desk({ role: 'admin' })
  const parent = { kind: 'lead', id: of.make('lead', lead) }
  of.make('file', { parent, name: 'teklif.pdf', text })
  of.make('note', { parent, subject: 'Görüşme', body: plainToRichText('Bayramdan sonra aransın') })
  expect(await told(of, 'bakim', 'file')).toEqual([['teklif.pdf', text]])
  expect(await told(of, 'teklif bakim', 'file')).toEqual([['teklif.pdf', text]])
  expect(await told(of, 'bayram', 'note')).toEqual([['Görüşme', 'Bayramdan sonra aransın']])
  expect(await told(of, 'teklif', 'file')).toEqual([['teklif.pdf', undefined]])
})

it('nothing is told from a field that has just been hidden from who searches', async () => {
  const of = await desk({ role: 'admin' })
  const parent = { kind: 'lead', id: of.make('lead', lead) }
  of.make('file', { parent, name: 'teklif.pdf', text })
  const { rights } = of.viewer
  const file = { ...rights.kinds['file'], fields: { text: 'hidden' } } as KindRights
  const viewer = () => ({ ...of.viewer, rights: { ...rights, kinds: { ...rights.kinds, file } } })
  expect(await told({ ...of, work: { ...of.work, viewer } }, 'bakim', 'file')).toEqual([['teklif.pdf', undefined]])
})
