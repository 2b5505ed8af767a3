import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileKeyStore } from './keyStore.ts'
import { protectedKeyStore } from './protectedKeyStore.ts'

let folder: string
const secret = new Uint8Array([1, 2, 3, 250])
const sealed = (value: Uint8Array) => new Uint8Array([99, ...value.map(byte => byte ^ 0x5a)])
const files = () => ({ guarded: join(folder, 'keys.protected.json'), plain: join(folder, 'keys.json') })
const open = (weak = false) =>
  protectedKeyStore(files(), {
    weak,
    protect: async value => sealed(value),
    reveal: async value => value.subarray(1).map(byte => byte ^ 0x5a),
  })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pergel-keys-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('what stands in the file is only what the system has encrypted', async () => {
  const keys = open()
  await keys.write('database', secret)
  const text = await readFile(files().guarded, 'utf8')
  expect(text).toContain(Buffer.from(sealed(secret)).toString('base64'))
  expect(text).not.toContain(Buffer.from(secret).toString('base64'))
  expect(await open().read('database')).toEqual(secret)
  await keys.remove('database')
  expect(await open().read('database')).toBeNull()
  expect(keys.weak).toBe(false)
  expect(open(true).weak).toBe(true)
})

test('a secret that the browser shell left in plain moves over when it is asked for', async () => {
  const plain = fileKeyStore(files().plain)
  await plain.write('database', secret)
  await plain.write('token', new Uint8Array([7]))
  expect(await open().read('database')).toEqual(secret)
  expect(await plain.read('database')).toBeNull()
  expect(await plain.read('token')).toEqual(new Uint8Array([7]))
  expect(await open().read('database')).toEqual(secret)
})

test('a new or removed secret leaves no older one behind in plain', async () => {
  const plain = fileKeyStore(files().plain)
  await plain.write('token', new Uint8Array([7]))
  await plain.write('vault', new Uint8Array([8]))
  await open().write('token', secret)
  await open().remove('vault')
  expect(await readFile(files().plain, 'utf8')).toBe('{}')
  expect(await open().read('token')).toEqual(secret)
  expect(await open().read('vault')).toBeNull()
})
