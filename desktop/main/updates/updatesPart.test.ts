import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MenuItemConstructorOptions } from 'electron'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { UpdateState } from '../../core/api/updates.ts'
import type { PartTools } from '../parts.ts'
import { wordsIn } from '../words.ts'
import { UpdaterDouble } from './testing/updaterDouble.ts'
import { releaseOf, vendor } from './testing/vendor.ts'
import { updatesPart } from './updatesPart.ts'

const ours = vendor()
const release = releaseOf('1.2.0', 7, 'installer')
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pergel-part-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function started(options: { isPackaged?: boolean; keys?: string[]; answer?: () => Response } = {}) {
  const updater = new UpdaterDouble({ folder, current: '1.1.0' })
  const [file] = release.files
  updater.offered = { version: '1.2.0', files: file ? [{ url: file.name, size: file.size, sha512: file.sha512 }] : [] }
  updater.arrives = 'installer'
  const seen = { told: [] as UpdateState[], said: [] as string[], quits: 0 }
  const part = updatesPart({
    app: { getVersion: () => '1.1.0', relaunch: () => {}, isPackaged: options.isPackaged ?? true },
    fetch: async () => options.answer?.() ?? new Response(ours.signed(release)),
    updater: () => updater.asUpdater(),
    platform: 'win32',
    env: {},
    say: title => seen.said.push(title),
    keys: options.keys ?? [ours.publicKey],
  })({
    options: { profile: folder, server: 'http://127.0.0.1:9' },
    log: () => {},
    words: () => wordsIn('tr'),
    tell: (name, value) => {
      if (name === 'updates') seen.told.push(value as UpdateState)
    },
    refreshMenu: () => {},
    quit: () => {
      seen.quits++
    },
  } satisfies PartTools)
  const checkByHand = async () => {
    const [item] = part.help?.(wordsIn('tr')) ?? []
    const before = seen.said.length + seen.told.length
    ;(item as { click: () => void }).click()
    await expect.poll(() => seen.said.length + seen.told.length, { timeout: 10_000 }).toBeGreaterThan(before)
  }
  return { part, updater, seen, checkByHand }
}
const source = { server: 'https://crm.example.com', device: 'd', isUrgent: false }

it('is not there in an app that runs from its sources, or was built without a key', () => {
  expect(started({ isPackaged: false }).part).toEqual({})
  expect(started({ keys: [] }).part).toEqual({})
})

it('looks where core says, tells core what it finds, and installs after core has closed', async () => {
  const { part, updater, seen } = started()
  await part.host?.['updates.from']?.(source)
  await part.host?.['updates.check']?.({})
  expect(seen.told.at(-1)).toMatchObject({ state: 'ready', version: '1.2.0' })
  await part.host?.['updates.restart']?.({})
  expect([seen.quits, updater.installs]).toEqual([1, []])
  await part.stop?.()
  expect(updater.installs).toEqual([[true, true]])
})

it('answers who looks by hand: up to date, not reachable, not signed in', async () => {
  const away = started({ answer: () => new Response('', { status: 502 }) })
  await away.checkByHand()
  expect(away.seen.said).toEqual(['Güncellemelere bakılamadı'])
  away.part.host?.['updates.from']?.(source)
  await away.checkByHand()
  expect(away.seen.said).toEqual(['Güncellemelere bakılamadı', 'Güncellemelere bakılamadı'])
  await away.part.stop?.()

  const none = started({ answer: () => new Response('', { status: 404 }) })
  await none.part.host?.['updates.from']?.(source)
  await none.checkByHand()
  expect(none.seen.said).toEqual(['Pergel güncel'])
  await none.part.stop?.()
})

it('leaves the rest to the windows where there is something new', async () => {
  const { part, seen } = started()
  await part.host?.['updates.from']?.(source)
  const [item] = part.help?.(wordsIn('en')) ?? []
  expect((item as MenuItemConstructorOptions).label).toBe('Check for updates')
  ;(item as { click: () => void }).click()
  await expect.poll(() => seen.told.at(-1)?.state, { timeout: 10_000 }).toBe('ready')
  expect(seen.said).toEqual([])
  await part.stop?.()
})

it('reads no endless answer', async () => {
  const { part, seen } = started({ answer: () => new Response('x'.repeat(300_000)) })
  await part.host?.['updates.from']?.(source)
  await part.host?.['updates.check']?.({})
  expect(seen.told).toEqual([])
  await part.stop?.()
})
