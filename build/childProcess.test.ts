import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startChild } from './childProcess.ts'

const folder = mkdtempSync(join(tmpdir(), 'pergel-child-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const polite = script(
  'polite',
  `process.on('SIGTERM', () => { console.log('put away'); setTimeout(() => process.exit(0), 20) })
   setInterval(() => {}, 1000)
   console.log('ready: ' + process.pid)`,
)
const stubborn = script(
  'stubborn',
  `process.on('SIGTERM', () => {})
   setInterval(() => {}, 1000)
   console.log('ready: ' + process.pid)`,
)

test('a child that is stopped may finish what it is doing, and its last words are heard', async () => {
  const lines: string[] = []
  const child = startChild({ name: 'polite', args: [polite], onLine: line => lines.push(line) })
  await child.line(/^ready/, 20_000)
  await child.stop()
  expect(await child.exited).toBe(0)
  expect(lines.at(-1)).toBe('put away')
})

test('a child that does not listen is ended after its grace', async () => {
  const child = startChild({ name: 'stubborn', args: [stubborn], onLine: () => {} })
  const [, pid] = await child.line(/^ready: (\d+)/, 20_000)
  await child.stop(50)
  expect(isAlive(Number(pid))).toBe(false)
})

test('waiting for a line fails when the child ends without it', async () => {
  const child = startChild({ name: 'short', args: ['--eval', 'process.exit(3)'], onLine: () => {} })
  await expect(child.line(/never/, 20_000)).rejects.toThrow('short ended with code 3')
})

test('a child ends when its parent is killed', async () => {
  const parent = script(
    'parent',
    `import { startChild } from ${JSON.stringify(new URL('./childProcess.ts', import.meta.url).href)}
     const child = startChild({ name: 'polite', args: [${JSON.stringify(polite)}], onLine: line => console.log(line) })
     await child.exited`,
  )
  const process = spawn(globalThis.process.execPath, [parent], { stdio: ['ignore', 'pipe', 'inherit'] })
  const pid = await pidFrom(process)
  process.kill('SIGKILL')
  await once(process, 'exit')
  await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false)
})

function script(name: string, text: string) {
  const path = join(folder, `${name}.mjs`)
  writeFileSync(path, text)
  return path
}

async function pidFrom(child: ChildProcess) {
  const [chunk] = await once(child.stdout ?? child, 'data')
  return Number(/ready: (\d+)/.exec(String(chunk))?.[1])
}

function isAlive(pid: number) {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
