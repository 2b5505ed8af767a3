import { type ChildProcess, spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { uuidv7 } from '../../../shared/ids.ts'
import { random } from '../../../shared/testing/random.ts'
import { type SyncStage, syncStage } from '../testing/syncStage.ts'
import { openTestDesktop, removeFolder, testFolder, until } from '../testing/testDesktop.ts'

const kills = Number(process.env['SYNC_KILLS'] ?? 5)
const child = join(import.meta.dirname, '../testing/syncChild.ts')

let stage: SyncStage
let folder: string
const children = new Set<ChildProcess>()
beforeEach(async () => {
  stage = await syncStage()
  folder = testFolder()
})
afterEach(async () => {
  for (const process of children) process.kill('SIGKILL')
  await stage.close()
  removeFolder(folder)
})

/** Runs until it has written at least `lines` lines, then dies without a word. */
async function runAndKill(args: string[], lines: number, ms: number): Promise<string[]> {
  const running = spawn(process.execPath, ['--no-warnings', child, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  children.add(running)
  let output = ''
  running.stdout?.on('data', data => {
    output += String(data)
  })
  await until('it works', () => output.split('\n').length > lines, 20_000)
  await new Promise(resolve => setTimeout(resolve, ms))
  const dead = new Promise(resolve => running.once('close', resolve))
  running.kill('SIGKILL')
  await dead
  children.delete(running)
  // The last line may be half written.
  return output.split('\n').slice(0, -1)
}

test('a core that is killed in the middle of anything loses nothing that it kept, and sends nothing twice', async () => {
  const { ayse } = stage.people
  const chance = random('kills')
  const [file, device] = [join(folder, 'profile.db'), uuidv7()]
  const ids = stage.makeLeads(300)
  const kept: string[] = []
  for (let i = 0; i < kills; i++) {
    const changing = setInterval(() => stage.change(chance.pick(ids), { name: `Sunucu ${chance.int(0, 999)}` }), 3)
    stage.server.faults = { ...stage.server.faults, loseAnswer: 0.2, drop: i % 2 === 0 ? 0.03 : 0 }
    const lines = await runAndKill(
      [stage.server.url, ayse, device, file, String(i)],
      chance.int(2, 60),
      chance.int(0, 60),
    )
    clearInterval(changing)
    kept.push(...lines.filter(line => line.startsWith('kept ')).map(line => line.slice(5)))
  }
  stage.server.faults = { ...stage.server.faults, loseAnswer: 0, drop: 0 }
  const desktop = await openTestDesktop({ url: stage.server.url, user: ayse, device, file })
  try {
    await stage.settled(desktop)
    const entries = desktop.sync.outbox.last(100_000).reverse()
    const inFile = entries.map(({ entry }) => entry.id)
    expect(inFile.filter(id => kept.includes(id))).toEqual(kept)
    expect(entries.every(({ state }) => state !== 'refused' && state !== 'held')).toBe(true)
    expect(stage.company.applied).toEqual(inFile)
    const { held, due } = stage.held(desktop, ayse)
    expect(held).toEqual(due)
    expect(dirname(desktop.file)).toBe(folder)
  } finally {
    await desktop.close()
  }
}, 120_000)
