import { expect, test } from 'vitest'
import { checkKinds, kindNames } from './kinds.ts'
import { parseSource } from './source.ts'

const definition = (path: string, name: string) =>
  parseSource(path, `export const ${name} = defineKind({\n  name: '${name}',\n  fields: {},\n})`)
const lines = (path: string, text: string) =>
  checkKinds([parseSource(path, text)], ['lead', 'note']).map(({ line }) => line)

test('the kinds are read from the definitions, without those that the engine is made of', () => {
  const sources = [
    definition('shared/entities/crm/lead.ts', 'lead'),
    definition('shared/entities/crm/address.ts', 'address'),
    definition('shared/entities/system/user.ts', 'user'),
  ]
  expect(kindNames(sources)).toEqual(['lead'])
})

test('a kind named in the engine is found, as a text or by its definition', () => {
  expect(lines('server/records/write.ts', "const a = 1\nif (kind === 'lead') stop()")).toEqual([2])
  expect(lines('shared/sync/merge.ts', 'const kind = `note`')).toEqual([1])
  expect(lines('desktop/renderer/records/Detail.tsx', 'const a = <Panel kind="note" />')).toEqual([1])
  expect(lines('server/http/app.ts', "import { lead } from '../../shared/entities/crm/lead.ts'")).toEqual([1])
})

test('definitions, commands, features, tests and demo data may name kinds', () => {
  const text = "if (kind === 'lead') stop()"
  for (const path of [
    'shared/entities/crm/lead.ts',
    'shared/commands/crm/convertLead.ts',
    'desktop/renderer/features/crm/Board.tsx',
    'shared/testing/demo.ts',
    'server/records/write.int.test.ts',
    'server/testing/company.ts',
  ]) {
    expect(lines(path, text), path).toEqual([])
  }
})

test('a longer text that holds a name is not a name', () => {
  expect(lines('server/records/write.ts', "const reason = 'note.tooLong'; const path = '/leads'")).toEqual([])
})
