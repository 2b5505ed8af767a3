import { createHash, randomBytes } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, request, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { AppImageUpdater } from 'electron-updater'
import { Hono } from 'hono'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { UpdateState } from '../../desktop/core/api/updates.ts'
import { fetchText } from '../../desktop/main/updates/fetchText.ts'
import { highestIn } from '../../desktop/main/updates/highest.ts'
import { createUpdates, type Updates } from '../../desktop/main/updates/updates.ts'
import type { Env } from '../../server/http/env.ts'
import { updateRoutes } from '../../server/updates/routes.ts'
import { makeKey } from './key.ts'
import { signRelease } from './sign.ts'

/**
 * The whole way of an update: signed in a folder, given out by the server's own routes, fetched by electron-updater as it
 * is, and put in the place of the program that ran, which here is a script.
 */
const require = createRequire(import.meta.url)
const electronUpdater = createRequire(require.resolve('electron-updater'))
/** Where the updater would tell Electron that the app is about to be replaced. */
const electronPath = electronUpdater.resolve('electron')
const { ElectronHttpExecutor } = require('electron-updater/out/electronHttpExecutor.js') as {
  ElectronHttpExecutor: new () => unknown
}

/** What electron-builder appends to an AppImage: which blocks it is made of. */
const { buildBlockMap } = createRequire(require.resolve('electron-builder'))(
  'app-builder-lib/out/targets/blockmap/blockmap.js',
) as { buildBlockMap(file: string, format: 'deflate'): Promise<{ size: number; sha512: string; blockMapSize: number }> }

let folder: string
/** Programs that were asked for: the answer's status, and how many bytes of it were wanted. */
let parts: { status: number; bytes: number }[]
let served: string
let server: Server
let cutAfter: number | undefined
let key: string
let publicKey: string
const before = { appImage: process.env['APPIMAGE'], electron: require.cache[electronPath] }
const stops: (() => void)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pergel-update-'))
  served = join(folder, 'served')
  await mkdir(served)
  await writeFile(join(folder, 'keys.json'), '[]')
  publicKey = await makeKey({ file: join(folder, 'key.pem'), keys: join(folder, 'keys.json'), passphrase: undefined })
  key = await readFile(join(folder, 'key.pem'), 'utf8')
  const routes = new Hono<Env>().route('/updates', updateRoutes({ folder: served }))
  routes.onError((_error, c) => c.text('not found', 404))
  const listener = getRequestListener(routes.fetch)
  cutAfter = undefined
  parts = []
  server = createServer((request, response) => {
    response.once('finish', () => {
      if (!request.url?.endsWith('.AppImage')) return
      const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
      parts.push({ status: response.statusCode, bytes: Number(to) - Number(from) + 1 })
    })
    if (cutAfter !== undefined && request.url?.endsWith('.AppImage')) {
      // As many bytes as promised never come.
      response.writeHead(200, { 'content-length': 1_000_000 })
      response.write(Buffer.alloc(cutAfter), () => response.destroy())
      return
    }
    void listener(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // What electron-updater asks Electron for: its line to servers, and who hears that the app is about to be replaced.
  const electron = { autoUpdater: new EventEmitter(), session: { fromPartition: () => ({}) }, net: { request } }
  require.cache[electronPath] = { exports: electron } as NodeJS.Module
})
afterEach(async () => {
  for (const stop of stops.splice(0)) stop()
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
  if (before.appImage === undefined) delete process.env['APPIMAGE']
  else process.env['APPIMAGE'] = before.appImage
  if (before.electron) require.cache[electronPath] = before.electron
  else delete require.cache[electronPath]
  await rm(folder, { recursive: true, force: true })
})

const nameOf = (version: string) => `Pergel-${version}-linux-x86_64.AppImage`

/** As electron-builder leaves it: the program, and what the updater reads about it. */
async function publish(version: string, bytes: string | Buffer, options: { hasBlockMap?: boolean } = {}) {
  const file = join(served, nameOf(version))
  await writeFile(file, bytes)
  const plain = { size: bytes.length, sha512: createHash('sha512').update(bytes).digest('base64'), blockMapSize: 0 }
  const { size, sha512, blockMapSize } = options.hasBlockMap ? await buildBlockMap(file, 'deflate') : plain
  const map = blockMapSize > 0 ? `    blockMapSize: ${blockMapSize}\n` : ''
  const entry = `  - url: ${nameOf(version)}\n    sha512: ${sha512}\n    size: ${size}\n${map}`
  const text = `version: ${version}\nfiles:\n${entry}path: ${nameOf(version)}\nsha512: ${sha512}\nreleaseDate: '2027-03-01T09:00:00.000Z'\n`
  await writeFile(join(served, 'latest-linux.yml'), text)
}

/** A desktop of version 1.1.0 that runs from a file, with the real updater. */
async function desktop(): Promise<{
  updates: Updates
  told: UpdateState[]
  program: string
  wantsToQuit: () => boolean
}> {
  const program = join(folder, 'Pergel.AppImage')
  await writeFile(program, '#!/bin/sh\necho old\n')
  await chmod(program, 0o755)
  process.env['APPIMAGE'] = program
  await writeFile(
    join(folder, 'app-update.yml'),
    'provider: generic\nurl: https://updates.invalid/\nupdaterCacheDirName: cache\n',
  )
  const { AppImageUpdater: Real } = require('electron-updater') as { AppImageUpdater: typeof AppImageUpdater }
  const updater = new Real(null, {
    version: '1.1.0',
    name: 'pergel',
    isPackaged: true,
    appUpdateConfigPath: join(folder, 'app-update.yml'),
    userDataPath: join(folder, 'user'),
    baseCachePath: join(folder, 'cache'),
    whenReady: async () => {},
    relaunch: () => {},
    quit: () => {},
    onQuit: () => {},
  })
  updater.logger = null
  Object.assign(updater, { httpExecutor: new ElectronHttpExecutor() })
  const told: UpdateState[] = []
  let isQuitting = false
  const updates = createUpdates({
    updater,
    keys: [publicKey],
    current: '1.1.0',
    highest: highestIn(join(folder, 'updates.json')),
    fetchText: fetchText(fetch),
    tell: state => told.push(state),
    log: () => {},
    installsOnQuit: true,
    quit: () => {
      isQuitting = true
    },
    relaunch: () => {},
    later: () => () => {},
  })
  stops.push(() => updater.removeAllListeners())
  const { port } = server.address() as AddressInfo
  updates.from({ server: `http://127.0.0.1:${port}`, device: 'device-1', isUrgent: false })
  return { updates, told, program, wantsToQuit: () => isQuitting }
}

const script = (mark: string, padding = 0) => `#!/bin/sh\n# ${'x'.repeat(padding)}\necho new > "${mark}"\n`

it.runIf(process.platform === 'linux')('replaces the program that runs by the signed one, and starts it', async () => {
  const mark = join(folder, 'started')
  await publish('1.2.0', script(mark, 200_000))
  await signRelease({ folder: served, key, publicKeys: [publicKey], number: 1 })
  const { updates, told, program, wantsToQuit } = await desktop()
  await updates.check()
  expect(told.at(-1)).toMatchObject({ state: 'ready', version: '1.2.0' })
  expect(await readFile(program, 'utf8')).toContain('old')
  await updates.restart()
  expect(wantsToQuit()).toBe(true)
  updates.stop()
  // The file is replaced at once, under the name that it has in the folder or had before.
  const replaced = [program, join(folder, nameOf('1.2.0'))].find(file => existsSync(file)) ?? ''
  expect(await readFile(replaced, 'utf8')).toContain('echo new')
  await expect.poll(() => existsSync(mark), { timeout: 20_000 }).toBe(true)
})

it('takes a download up again that broke off, and nothing of its half', async () => {
  await publish('1.2.0', script('/dev/null', 200_000))
  await signRelease({ folder: served, key, publicKeys: [publicKey], number: 1 })
  const { updates, told } = await desktop()
  cutAfter = 1000
  await updates.check()
  expect(told.at(-1)).toEqual({ state: 'failed', reason: 'download', isUrgent: false })
  cutAfter = undefined
  await updates.check()
  expect(told.at(-1)).toMatchObject({ state: 'ready', version: '1.2.0' })
})

it('downloads what is new, and takes the rest from the program that runs', async () => {
  const old = randomBytes(3_000_000)
  const next = Buffer.from(old)
  randomBytes(40_000).copy(next, 1_500_000)
  await publish('1.2.0', next, { hasBlockMap: true })
  await signRelease({ folder: served, key, publicKeys: [publicKey], number: 1 })
  const { updates, told, program } = await desktop()
  await writeFile(program, old)
  await buildBlockMap(program, 'deflate')
  await updates.check()
  expect(told.at(-1)).toMatchObject({ state: 'ready', version: '1.2.0' })
  expect(parts.length).toBeGreaterThan(0)
  expect(parts.every(({ status }) => status === 206)).toBe(true)
  expect(parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(next.length / 5)
})

it('takes no program that was exchanged on the server, whatever the updater is told about it', async () => {
  await publish('1.2.0', script('/dev/null'))
  await signRelease({ folder: served, key, publicKeys: [publicKey], number: 1 })
  // Who holds the server can write every file in the folder, but cannot sign.
  await publish('1.2.0', '#!/bin/sh\necho evil\n')
  const { updates, told } = await desktop()
  await updates.check()
  expect(told.at(-1)).toEqual({ state: 'failed', reason: 'altered', isUrgent: false })
  expect(existsSync(join(folder, 'cache/cache/pending', nameOf('1.2.0')))).toBe(false)
})

it('says nothing where the operator has no updates, and where the server is gone', async () => {
  const { updates, told } = await desktop()
  await updates.check()
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
  await updates.check()
  expect(told).toEqual([])
})
