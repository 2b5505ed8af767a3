import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRelease } from '../../desktop/main/updates/openRelease.ts'
import { makeKey } from './key.ts'
import { signRelease } from './sign.ts'

let folder: string
let key: string
let publicKey: string
const passphrase = undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pergel-release-'))
  const [file, keys] = [join(folder, 'key.pem'), join(folder, 'keys.json')]
  await writeFile(keys, '[]')
  publicKey = await makeKey({ file, keys, passphrase })
  key = await readFile(file, 'utf8')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const hashOf = (bytes: string) => createHash('sha512').update(bytes).digest('base64')
/** As electron-builder leaves a folder for one system. */
async function built(version: string, bytes: string, description = 'latest.yml') {
  const name = `Pergel-${version}-win-x64.exe`
  await writeFile(join(folder, name), bytes)
  await writeFile(join(folder, `${name}.blockmap`), `map of ${bytes}`)
  const entry = `  - url: ${name}\n    sha512: ${hashOf(bytes)}\n    size: ${bytes.length}\n`
  await writeFile(join(folder, description), `version: ${version}\nfiles:\n${entry}path: ${name}\n`)
}
const signIt = (more: Partial<Parameters<typeof signRelease>[0]> = {}) =>
  signRelease({ folder, key, publicKeys: [publicKey], ...more })
const opened = async () => openRelease(await readFile(join(folder, 'release.json'), 'utf8'), [publicKey])

describe('signing a release', () => {
  it('gives what a desktop takes: all installers of the version, measured anew', async () => {
    await built('1.2.0', 'installer')
    await writeFile(join(folder, 'notes.txt'), 'not a part of it')
    await signIt({ number: 1, minimum: '1.1.0', now: () => Date.UTC(2027, 2, 1) })
    expect(await opened()).toEqual({
      format: 1,
      product: 'pergel',
      version: '1.2.0',
      number: 1,
      at: '2027-03-01T00:00:00.000Z',
      minimum: '1.1.0',
      files: [
        { name: 'Pergel-1.2.0-win-x64.exe', size: 9, sha512: hashOf('installer') },
        { name: 'Pergel-1.2.0-win-x64.exe.blockmap', size: 16, sha512: hashOf('map of installer') },
      ],
    })
    expect((await readdir(folder)).filter(name => name.startsWith('.'))).toEqual([])
  })

  it('counts on from the release before, and leaves its installers where they are', async () => {
    await built('1.2.0', 'installer')
    await signIt({ number: 41 })
    await built('1.3.0', 'newer')
    expect(await signIt()).toMatchObject({ number: 42, version: '1.3.0' })
    expect((await opened()).files.map(({ name }) => name)).toEqual([
      'Pergel-1.3.0-win-x64.exe',
      'Pergel-1.3.0-win-x64.exe.blockmap',
    ])
  })

  it('asks for the number where nothing says what came before', async () => {
    await built('1.2.0', 'installer')
    await expect(signIt()).rejects.toThrow('give --number N')
  })

  it('refuses a folder that does not agree with itself', async () => {
    await expect(signIt({ number: 1 })).rejects.toThrow('no latest.yml')
    await built('1.2.0', 'installer')
    await writeFile(join(folder, 'Pergel-1.2.0-win-x64.exe'), 'exchanged')
    await expect(signIt({ number: 1 })).rejects.toThrow('is another file than latest.yml says')
    await rm(join(folder, 'Pergel-1.2.0-win-x64.exe'))
    await expect(signIt({ number: 1 })).rejects.toThrow('which is not in the folder')
    await built('1.2.0', 'installer')
    await built('1.3.0', 'installer', 'latest-linux.yml')
    await expect(signIt({ number: 1 })).rejects.toThrow('mixes versions: 1.3.0, 1.2.0')
    expect(await readdir(folder)).not.toContain('release.json')
  })

  it('refuses a key that no desktop would take', async () => {
    await built('1.2.0', 'installer')
    await expect(signIt({ number: 1, publicKeys: [] })).rejects.toThrow('is not in resources/update-keys.json')
  })
})

describe('the key', () => {
  it('is for its owner only, and is never overwritten', async () => {
    if (process.platform !== 'win32') expect((await stat(join(folder, 'key.pem'))).mode & 0o777).toBe(0o600)
    const again = { file: join(folder, 'key.pem'), keys: join(folder, 'keys.json'), passphrase }
    await expect(makeKey(again)).rejects.toThrow('EEXIST')
    expect(JSON.parse(await readFile(again.keys, 'utf8'))).toEqual([publicKey])
  })

  it('opens by its passphrase alone where it has one', async () => {
    const file = join(folder, 'guarded.pem')
    const own = await makeKey({ file, keys: join(folder, 'keys.json'), passphrase: 'çok gizli' })
    const guarded = await readFile(file, 'utf8')
    await built('1.2.0', 'installer')
    await expect(signIt({ number: 1, key: guarded, publicKeys: [own] })).rejects.toThrow()
    expect(await signIt({ number: 1, key: guarded, publicKeys: [own], passphrase: 'çok gizli' })).toMatchObject({
      number: 1,
    })
  })
})
