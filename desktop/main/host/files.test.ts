import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '../../../shared/ids.ts'
import { fileHandlers } from './files.ts'

const profile = mkdtempSync(join(tmpdir(), 'pergel-show-'))
const place = join(profile, 'company-user.files', 'open', uuidv7())
const opened: string[] = []
let failure = ''
const handlers = fileHandlers({
  electron: {
    app: { getPath: () => profile },
    BrowserWindow: { getFocusedWindow: () => null },
    dialog: {
      showMessageBox: async () => ({ response: 0 }),
      showSaveDialog: async (...given: unknown[]) => ({ canceled: false, filePath: pathIn(given.at(-1)) }),
    },
    shell: {
      openPath: async path => {
        opened.push(path)
        return failure
      },
    },
  },
  profile,
})
const pathIn = (options: unknown) =>
  options instanceof Object && 'defaultPath' in options ? String(options.defaultPath) : ''
const show = async (path: string) => handlers['file.show']?.({ path })

beforeAll(() => {
  mkdirSync(place, { recursive: true })
  for (const name of ['teklif.pdf', 'kurulum.exe', 'sayfa.html']) writeFileSync(join(place, name), 'x')
  writeFileSync(join(profile, 'profile.pdf'), 'x')
  symlinkSync(join(profile, 'profile.pdf'), join(place, 'link.pdf'))
})
afterAll(() => rmSync(profile, { recursive: true, force: true }))

test('a copy that core made for it is opened', async () => {
  await show(join(place, 'teklif.pdf'))
  expect(opened).toEqual([join(place, 'teklif.pdf')])
})

test('what could run something, lies elsewhere, leads elsewhere or is not there is not opened', async () => {
  const before = opened.length
  for (const path of [
    join(place, 'kurulum.exe'),
    join(place, 'sayfa.html'),
    join(profile, 'profile.pdf'),
    join(place, 'link.pdf'),
    join(place, '..', '..', '..', 'profile.pdf'),
    join(place, 'yok.pdf'),
    '/etc/hosts',
  ])
    await expect(show(path)).rejects.toMatchObject({ code: 'permission.denied' })
  expect(opened).toHaveLength(before)
})

test('a system without a program for it says so', async () => {
  failure = 'no application'
  await expect(show(join(place, 'teklif.pdf'))).rejects.toMatchObject({ code: 'shell.unavailable' })
  failure = ''
})

test('a place is offered under downloads, by the name alone', async () => {
  expect(await handlers['file.place']?.({ name: '../teklif.pdf' })).toEqual({ path: join(profile, 'teklif.pdf') })
})
