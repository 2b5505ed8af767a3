import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'pergel-server-'))
const settings = join(folder, 'server.env')
beforeAll(() => {
  const node = join(folder, 'node_modules/node/bin')
  for (const made of [node, join(folder, 'bin')]) mkdirSync(made, { recursive: true })
  copyFileSync(join(import.meta.dirname, 'pergel-server'), join(folder, 'bin/pergel-server'))
  writeFileSync(join(node, 'node'), '#!/bin/sh\nenv\n')
  for (const file of ['bin/pergel-server', 'node_modules/node/bin/node']) chmodSync(join(folder, file), 0o755)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the server is started with. */
function environment(env: Record<string, string> = {}): Record<string, string> {
  const { stdout } = spawnSync(join(folder, 'bin/pergel-server'), ['serve'], {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', PERGEL_SETTINGS: settings, ...env },
  })
  return Object.fromEntries(
    stdout.split('\n').flatMap(line => (line.startsWith('PERGEL_') ? [line.split(/=(.*)/s).slice(0, 2)] : [])),
  )
}

describe.skipIf(process.platform === 'win32')('the server by hand', () => {
  it('works with the settings of the unit and in its data folder', () => {
    writeFileSync(settings, '# PERGEL_HOST=::\n\nPERGEL_PORT=4781\nnothing\nPERGEL_LOG_LEVEL=warn')
    const found = environment()
    expect(found).toMatchObject({
      ...{ PERGEL_PORT: '4781', PERGEL_LOG_LEVEL: 'warn', PERGEL_DATA_DIR: '/var/lib/pergel' },
      PERGEL_COMMAND: 'pergel-server',
    })
    expect(found).not.toHaveProperty('PERGEL_HOST')
  })

  it('takes values as they are, whatever they would mean to a shell', () => {
    writeFileSync(settings, 'PERGEL_CONTACT=IT desk $HOME `id`; 12\nPERGEL_SMTP_URL="smtps://a&b:c d@host?from=x=y"\n')
    expect(environment()).toMatchObject({
      PERGEL_CONTACT: 'IT desk $HOME `id`; 12',
      PERGEL_SMTP_URL: 'smtps://a&b:c d@host?from=x=y',
    })
  })

  it('overrides nothing that is given, and reads no settings where a data folder is', () => {
    writeFileSync(settings, 'PERGEL_PORT=4781\nPERGEL_HOST=::\n')
    expect(environment({ PERGEL_PORT: '0' })).toMatchObject({ PERGEL_PORT: '0', PERGEL_HOST: '::' })
    expect(environment({ PERGEL_DATA_DIR: '/data' })).not.toHaveProperty('PERGEL_PORT')
  })
})
