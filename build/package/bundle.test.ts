import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { makePdf } from '../../shared/testing/makePdf.ts'
import { bundles } from './appFolder.ts'
import { bundle, licenseFile } from './bundle.ts'
import { copyPrebuilds } from './prebuilds.ts'
import { runCore } from './testing/runCore.ts'
import { signedInProfile } from './testing/signedInProfile.ts'

/** Outside the project, so that no node_modules is found. */
let app: string
beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'pergel-app-'))
  for (const one of bundles) await bundle(one, app)
  await copyPrebuilds(app)
}, 120_000)
afterAll(() => rm(app, { recursive: true, force: true }))

/** What the files of a bundle ask for besides Node itself. */
async function asked(name: string) {
  const files = (await readdir(join(app, name))).filter(file => file !== licenseFile)
  const texts = await Promise.all(files.map(file => readFile(join(app, name, file), 'utf8')))
  const names = new Set(
    texts.flatMap(text => [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, found]) => found ?? '')),
  )
  return {
    files,
    names: [...names].filter(found => !found.startsWith('node:') && !builtinModules.includes(found)).sort(),
  }
}

describe('core as a bundle', () => {
  it('opens a profile, saves and lists by its reader thread, without any package beside it', async () => {
    const profile = join(app, 'profile')
    const { user } = await signedInProfile(profile)
    const core = await runCore(app, profile)
    try {
      expect(await core.call('session.state', {})).toMatchObject({ state: 'signedIn', user: { id: user } })
      for (const value of ['İnci Makina', 'Çınar Tekstil']) {
        const set = { name: { value } }
        await core.call('records.save', { kind: 'tag', id: uuidv7(), create: true, set })
      }
      const sort = { field: 'title', descending: false }
      const query = { kind: 'tag', filters: [], sort, archived: 'without' }
      const page = (await core.call('records.list', { query, limit: 10 })) as { rows: { title: string }[] }
      expect(page.rows.map(({ title }) => title)).toEqual(['Çınar Tekstil', 'İnci Makina'])
      expect(await core.stop()).toBe(0)
    } finally {
      core.kill()
    }
  }, 120_000)

  it('asks for nothing but Node, its own files, and what may be missing', async () => {
    const { files, names } = await asked('core')
    const own = names.filter(name => name.startsWith('./')).map(name => name.slice(2))
    expect(files).toEqual(expect.arrayContaining(['index.cjs', 'readerThread.cjs', ...own]))
    expect(names.filter(name => !name.startsWith('./'))).toEqual(['bufferutil', 'utf-8-validate'])
  })

  it('finds the words of a PDF without the drawing package that the library would like', async () => {
    const files = new Worker(join(app, 'core/filesThread.cjs'), {
      workerData: { folder: join(app, 'files'), key: randomBytes(32) },
    })
    const ask = async (id: number, name: string, args: unknown) => {
      files.postMessage({ id, name, args })
      return (await once(files, 'message'))[0] as { ok: boolean; value?: unknown }
    }
    await ask(1, 'begin', { id: 'a' })
    await ask(2, 'append', { id: 'a', bytes: makePdf({ pages: [['Bakım sözleşmesi']] }) })
    expect(await ask(3, 'end', { id: 'a', name: 'a.pdf' })).toMatchObject({
      ok: true,
      value: { text: 'Bakım sözleşmesi' },
    })
    await files.terminate()
  }, 60_000)
})

it('main asks for nothing but Node and Electron', async () => {
  expect((await asked('main')).names).toEqual(['electron'])
})

it('the preload is one file that asks for Electron alone, as a sandboxed one must be', async () => {
  const { files, names } = await asked('preload')
  const text = await readFile(join(app, 'preload/index.cjs'), 'utf8')
  expect(files).toEqual(['index.cjs'])
  expect(names).toEqual(['electron'])
  expect(text).not.toMatch(/require\("node:|\bprocess\.binding|\bimport\(/)
})
