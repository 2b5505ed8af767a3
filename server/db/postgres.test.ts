import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { mended } from './postgres.ts'

test('the driver that is installed reads as the one that is put right', () => {
  const source = readFileSync(fileURLToPath(new URL('connection.js', import.meta.resolve('postgres'))), 'utf8')
  expect(mended(source)).toContain('chunk = nextWriteTimer = unsynced = null\n\n    if (initial)')
  expect(() => mended('another driver')).toThrow('another one')
})
