import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'pergel-notify-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs it in a process of its own with a tool that writes down what it is called with. */
function tell(env: NodeJS.ProcessEnv) {
  const script = `
    import { tellServiceManager } from '${new URL('./serviceManager.ts', import.meta.url).href}'
    await tellServiceManager('READY=1', 'Serves http://here')`
  const file = join(folder, 'tell.mts')
  writeFileSync(file, script)
  return spawnSync(process.execPath, [file], { encoding: 'utf8', env: { ...process.env, ...env } })
}

it.skipIf(process.platform === 'win32')('systemd is told that the server is ready, in the name of the server', () => {
  const tool = join(folder, 'systemd-notify')
  writeFileSync(tool, `#!/bin/sh\nprintf '%s\\n' "$@" > ${folder}/said\n`)
  chmodSync(tool, 0o755)
  tell({ PATH: `${folder}:${process.env['PATH']}`, NOTIFY_SOCKET: '/run/systemd/notify' })
  const said = readFileSync(join(folder, 'said'), 'utf8').trim().split('\n')
  expect(said).toEqual([expect.stringMatching(/^--pid=\d+$/), 'READY=1', 'STATUS=Serves http://here'])
})

it('nobody is told where no service manager listens, and a missing tool is said where one does', () => {
  expect(tell({ PATH: '/nowhere', NOTIFY_SOCKET: undefined }).stderr).toBe('')
  expect(tell({ PATH: '/nowhere', NOTIFY_SOCKET: '/run/systemd/notify' }).stderr).toContain('Type=exec')
})
