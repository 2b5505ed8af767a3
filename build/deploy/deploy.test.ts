import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { root } from '../childProcess.ts'

const here = import.meta.dirname
const read = (name: string) => readFileSync(join(here, name), 'utf8')
const has = (tool: string, ...args: string[]) => spawnSync(tool, args, { stdio: 'ignore' }).status === 0
const folder = mkdtempSync(join(tmpdir(), 'pergel-deploy-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the unit', () => {
  it.skipIf(!has('systemd-analyze', '--version'))(
    'is what systemd understands and leaves little open (needs systemd-analyze)',
    () => {
      // The real one names what stands in /opt only after an installation.
      const unit = join(folder, 'pergel.service')
      writeFileSync(unit, read('pergel.service').replace('/opt/pergel/bin/pergel-server', process.execPath))
      const verified = spawnSync('systemd-analyze', ['verify', '--man=no', unit], { encoding: 'utf8' })
      expect(verified.stderr.split('\n').filter(line => line.includes('pergel.service'))).toEqual([])
      const args = ['security', '--offline=true', '--no-pager', '--threshold=20', unit]
      const security = spawnSync('systemd-analyze', args, { encoding: 'utf8' })
      expect(security.stdout).toMatch(/Overall exposure level for pergel.service: [01]\.\d/)
    },
  )

  it('gives the server more time to stop than it may take', () => {
    const seconds = Number(/^TimeoutStopSec=(\d+)$/m.exec(read('pergel.service'))?.[1])
    const longestDrain = 120
    expect(() => readConfig({ PERGEL_DRAIN_SECONDS: String(longestDrain + 1) })).toThrow()
    expect(seconds).toBeGreaterThan(longestDrain + 10 + 120)
  })
})

describe('the settings file', () => {
  it('has only settings that the server knows and takes, also those that are commented out', () => {
    const lines = read('server.env')
      .split('\n')
      .map(line => /^#?(PERGEL_\w+)=(.*)$/.exec(line))
      .filter(match => match !== null)
    expect(lines.length).toBeGreaterThan(6)
    const env = Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value.replace(/\/etc\/.*/, '')]))
    const source = readFileSync(join(root, 'server/config.ts'), 'utf8')
    for (const name of Object.keys(env)) expect(source).toContain(name)
    expect(readConfig(env)).toMatchObject({ host: '127.0.0.1', port: 4780, drainSeconds: 10 })
  })
})

describe('the image', () => {
  const lines = read('Dockerfile')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
  const ignored = read('Dockerfile.dockerignore').split('\n')

  it('copies only what is there and what its ignore file lets through', () => {
    const copied = lines
      .filter(line => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap(line => line.split(/\s+/).slice(1, -1))
    expect(copied).toContain('server')
    for (const path of copied) {
      expect(existsSync(join(root, path)), path).toBe(true)
      const lets = ignored.some(
        rule => rule === `!${path}` || (rule === '!build/*.mjs' && /^build\/[\w.]+\.mjs$/.test(path)),
      )
      expect(lets, `${path} is ignored`).toBe(true)
    }
  })

  it('copies every script that the installation imports', () => {
    const queue = ['build/deploy/install.mjs']
    const needed = new Set<string>()
    for (let path = queue.pop(); path; path = queue.pop()) {
      if (needed.has(path)) continue
      needed.add(path)
      const text = readFileSync(join(root, path), 'utf8')
      for (const [, target = ''] of text.matchAll(/from '(\.[^']+)'/g)) queue.push(join(path, '..', target))
    }
    const copied = lines.filter(line => line.startsWith('COPY ')).join(' ')
    for (const path of needed) if (!path.startsWith('build/deploy/')) expect(copied).toContain(path)
    expect(needed.size).toBeGreaterThan(4)
  })

  it('runs as nobody in particular, tells its health, and hears SIGTERM', () => {
    expect(lines).toContain('USER 10001:10001')
    const last = lines.findLastIndex(line => line.startsWith('FROM '))
    expect(lines.slice(last).some(line => /^HEALTHCHECK .*healthcheck\.mjs/.test(line))).toBe(true)
    expect(lines).toContain('STOPSIGNAL SIGTERM')
    // As a list: a shell in between would not pass the signal on.
    expect(lines.find(line => line.startsWith('ENTRYPOINT'))).toMatch(/^ENTRYPOINT \[/)
    expect(read('pergel-server')).toMatch(/^exec /m)
  })

  it('starts with the settings that the compose file gives it', () => {
    const compose = read('compose.yml')
    const given = [...compose.matchAll(/^ {6}(PERGEL_\w+): (.*)$/gm)].map(([, name = '', value = '']) => [name, value])
    const source = readFileSync(join(root, 'server/config.ts'), 'utf8')
    for (const [name = ''] of given) expect(source).toContain(name.replace(/_FILE$/, ''))
    expect(given.map(([name]) => name)).toContain('PERGEL_DATABASE_URL_FILE')
    const made = read('secrets.sh')
    for (const [, file = ''] of compose.matchAll(/file: \.\/(secrets\/\w+)/g)) expect(made).toContain(file)
  })

  it.skipIf(!has('docker', 'info'))(
    'is built, starts and stops (needs a container daemon)',
    () => {
      const tag = `pergel-server-test-${process.pid}`
      const built = spawnSync('docker', ['build', '-f', 'build/deploy/Dockerfile', '-t', tag, '.'], { cwd: root })
      expect(built.status, String(built.stderr)).toBe(0)
      const run = spawnSync('docker', ['run', '--rm', tag, '--help'], { encoding: 'utf8' })
      expect(run.stdout).toContain('serve')
      const without = spawnSync('docker', ['run', '--rm', tag, 'serve'], { encoding: 'utf8' })
      expect(without.stderr).toContain('PERGEL_DATABASE_URL')
      spawnSync('docker', ['rmi', tag])
    },
    600_000,
  )
})

describe('the secrets of the compose file', () => {
  it.skipIf(process.platform === 'win32')('are made once and fit together', () => {
    const script = join(folder, 'secrets.sh')
    writeFileSync(script, read('secrets.sh'))
    const make = () => spawnSync('sh', [script], { encoding: 'utf8' }).status
    expect(make()).toBe(0)
    const secret = (name: string) => readFileSync(join(folder, 'secrets', name), 'utf8')
    const config = readConfig({
      PERGEL_DATABASE_URL_FILE: join(folder, 'secrets/database_url'),
      PERGEL_SECRET_FILE: join(folder, 'secrets/secret'),
    })
    expect(config.secret).toHaveLength(32)
    expect(config.databaseUrl).toBe(`postgres://pergel:${secret('database_password')}@database:5432/pergel`)
    const before = secret('secret')
    expect(make()).toBe(0)
    expect(secret('secret')).toBe(before)
  })
})
