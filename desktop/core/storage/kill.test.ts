import { spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { tableName } from './collectionTable.ts'
import { createRandom } from './testing/random.ts'
import { createProfile } from './testing/subjects.ts'

const writer = fileURLToPath(new URL('./testing/writer.ts', import.meta.url))
/** `PERGEL_KILLS` for a long run, `PERGEL_SEED` to repeat one. */
const kills = Number(process.env.PERGEL_KILLS ?? 10)
const seed = Number(process.env.PERGEL_SEED ?? 20_261_121)

it(`loses nothing acknowledged over ${kills} kills in the middle of writing`, {
  timeout: 30_000 + kills * 5_000,
}, async () => {
  const profile = createProfile()
  const random = createRandom(seed)
  const acknowledged = new Map<string, string>()
  for (let round = 0; round < kills; round++) {
    for (const [id, rev] of await writeUntilKilled(profile, round, random.int(250))) acknowledged.set(id, rev)

    const database = profile.open()
    const note = `seed ${seed}, kill ${round}`
    expect(database.sql.pragma('integrity_check', { simple: true }), note).toBe('ok')
    const table = tableName('crew', 0)
    const stored = new Map(database.prepare(`SELECT id, rev FROM ${table}`).raw().all() as [string, string][])
    for (const [id, rev] of acknowledged) expect(stored.get(id), `${note}, ${id}`).toBe(rev)
    // The hook's rows were written in the same transactions.
    const projected = database.prepare('SELECT id, rev FROM projected ORDER BY id').raw().all()
    expect(projected, note).toEqual(database.prepare(`SELECT id, rev FROM ${table} ORDER BY id`).raw().all())
    database.close()
  }
  expect(acknowledged.size).toBeGreaterThan(kills)
  profile.remove()
})

/** Starts a writer, lets it write for some milliseconds, kills it; gives what it had acknowledged. */
async function writeUntilKilled(
  { file, key }: { file: string; key: Uint8Array },
  round: number,
  milliseconds: number,
): Promise<Map<string, string>> {
  const child = spawn(process.execPath, [writer, file, Buffer.from(key).toString('hex'), String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8')
  const ready = new Promise<void>(resolve => {
    child.stdout.on('data', (text: string) => {
      output += text
      if (output.includes('ready\n')) resolve()
    })
  })
  const closed = new Promise<NodeJS.Signals | null>(resolve => child.on('close', (_code, signal) => resolve(signal)))
  await Promise.race([ready, closed])
  await wait(milliseconds)
  child.kill('SIGKILL')
  expect(await closed).toBe('SIGKILL')
  // The last line may be cut short; what counts ends in a line break.
  const lines = output.slice(0, output.lastIndexOf('\n')).split('\n')
  return new Map(lines.filter(line => line !== 'ready' && line !== '').map(line => line.split(' ') as [string, string]))
}
