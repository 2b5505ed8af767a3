import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { hostOver } from './api/hostLine.ts'
import { openCore } from './core.ts'
import { fileKeyStore } from './session/keyStore.ts'
import { openProfile } from './session/profile.ts'

it('a machine that wakes up tries the server at once, and does not wait for its turn', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'core-power-'))
  let tries = 0
  const gate = createServer(socket => {
    tries += 1
    socket.destroy()
  }).listen(0, '127.0.0.1')
  await once(gate, 'listening')
  const server = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`
  const account = {
    server,
    company: { id: uuidv7(), name: 'Çınar', zone: 'Europe/Istanbul' },
    user: { id: uuidv7(), name: 'Ayşe', email: 'a@b.co' },
    device: uuidv7(),
  }
  const keys = fileKeyStore(join(folder, 'keys.json'))
  await (await openProfile(folder, { server })).change({ current: account, accounts: [account] })
  await keys.write(`token:${account.company.id}:${account.user.id}`, new TextEncoder().encode('a-token'))
  const line = hostOver(() => undefined)
  const long = 600_000
  const core = await openCore({
    profile: folder,
    server,
    keys,
    host: line.host,
    log: () => undefined,
    connection: { waits: { first: long, soon: long, late: long } },
  })
  const offline = () =>
    vi.waitFor(async () => expect((await core.core.call('sync.state', {})).connection).toBe('offline'), 20_000)
  await offline()
  const before = tries
  line.receive({ t: 'value', name: 'power', value: { awake: false } })
  await new Promise(resolve => setTimeout(resolve, 100))
  expect(tries).toBe(before)
  line.receive({ t: 'value', name: 'power', value: { awake: true } })
  await vi.waitFor(() => expect(tries).toBeGreaterThan(before), 20_000)
  await core.close()
  gate.close()
  await rm(folder, { recursive: true, maxRetries: 5 })
}, 60_000)
