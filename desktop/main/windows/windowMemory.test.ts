import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openMemory, type Place } from './windowMemory.ts'

let folder: string
const events: string[] = []
const open = () => openMemory(join(folder, 'profile/windows.json'), event => events.push(event))
const place: Place = { bounds: { x: 5, y: 6, width: 900, height: 700 }, shown: 'maximized' }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pergel-memory-'))
  events.length = 0
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the place of each window and the language are there at the next start', () => {
  const memory = open()
  expect(memory.placeOf('app')).toBeUndefined()
  expect(memory.language).toBe('tr')
  memory.keepPlace('app', place)
  memory.keepLanguage('de')
  expect(open().placeOf('app')).toEqual(place)
  expect(open().placeOf('admin')).toBeUndefined()
  expect(open().language).toBe('de')
  if (process.platform !== 'win32') expect(statSync(join(folder, 'profile/windows.json')).mode & 0o077).toBe(0)
})

test.each(['', '{', '{"windows":{"app":{"bounds":{"x":"<script>"}}}}', '{"language":"xx"}'])(
  'a damaged file (%s) is as none',
  text => {
    open().keepPlace('app', place)
    writeFileSync(join(folder, 'profile/windows.json'), text)
    expect(open().placeOf('app')).toBeUndefined()
    expect(open().language).toBe('tr')
  },
)

test('a folder that cannot be written costs the memory and nothing else', () => {
  writeFileSync(join(folder, 'profile'), 'a file where the folder should be')
  const memory = open()
  memory.keepPlace('app', place)
  expect(memory.placeOf('app')).toEqual(place)
  expect(events).toEqual(['memory.notKept'])
})
