import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Seconds that PouchDB takes to pull this many customers from an express-pouchdb server on this machine. */
export async function measurePouch(count: number): Promise<{ seconds: number; documents: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'pergel-pouch-'))
  const server = spawn(process.execPath, [join(import.meta.dirname, 'server.mjs'), String(count)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const port = await new Promise<string>((resolve, reject) => {
      server.stdout.on('data', data => {
        const found = /port (\d+)/.exec(String(data))
        if (found?.[1]) resolve(found[1])
      })
      server.once('exit', code => reject(new Error(`the PouchDB server ended with ${code}`)))
    })
    const client = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'client.mjs'), port], {
      cwd: folder,
      timeout: 600_000,
    })
    return JSON.parse(client.stdout.trim().split('\n').at(-1) ?? '{}')
  } finally {
    server.kill()
    await rm(folder, { recursive: true, force: true })
  }
}
