import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { it, signIn } from './fixtures/desks.ts'
import { newLead, titles } from './fixtures/records.ts'
import { refusal } from './fixtures/refusal.ts'
import { online, quiet, when } from './fixtures/when.ts'

describe('several accounts', () => {
  it('are switched without mixing anything: each has its file, its keys and its own sync', async ({
    server,
    newDesk,
  }) => {
    const [first, second] = [await server.company('birinci'), await server.company('ikinci')]
    const desk = await newDesk()
    await signIn(desk, first.admin.email)
    await newLead(desk, 'Yalnız birincinin')
    await quiet(desk)
    await signIn(desk, second.admin.email)
    expect((await desk.call('session.state', {})).company?.name).toBe('ikinci')
    expect(await titles(desk, 'lead')).toEqual([])
    await newLead(desk, 'Yalnız ikincinin')
    await quiet(desk)
    await expect.poll(() => server.server.parts.sync.connections, { timeout: 30_000 }).toBe(1)

    const accounts = await when(desk, 'accounts.list', list => list.length === 2)
    expect(accounts.map(({ company, isCurrent, isSignedIn }) => [company.name, isCurrent, isSignedIn])).toEqual([
      ['ikinci', true, true],
      ['birinci', false, true],
    ])
    const other = accounts[1]?.id ?? ''
    await desk.call('accounts.switch', { id: other })
    await online(desk)
    expect(await titles(desk, 'lead')).toEqual(['Yalnız birincinin'])
    expect((await desk.call('session.state', {})).company?.name).toBe('birinci')
    await expect.poll(() => server.server.parts.sync.connections, { timeout: 30_000 }).toBe(1)
    // Neither was signed out by it: the next start opens the one that was left open.
    await desk.reopen()
    expect(await titles(desk, 'lead')).toEqual(['Yalnız birincinin'])
    await desk.call('accounts.switch', { id: accounts[0]?.id ?? '' })
    expect(await titles(desk, 'lead')).toEqual(['Yalnız ikincinin'])

    const files = readdirSync(desk.folder).filter(name => name.endsWith('.sqlite'))
    expect(files).toHaveLength(2)
    const keys = JSON.parse(readFileSync(join(desk.folder, 'keys.json'), 'utf8'))
    const fileKeys = Object.entries(keys).filter(([name]) => name.startsWith('file:'))
    expect(new Set(fileKeys.map(([, value]) => value)).size).toBe(2)
    expect(await refusal(desk.call('accounts.switch', { id: 'x' }))).toEqual({ code: 'record.notFound' })
  }, 120_000)

  it('asks for the password where somebody signed out, and goes on with the one that is open', async ({
    server,
    newDesk,
  }) => {
    const [first, second] = [await server.company(), await server.company()]
    const desk = await newDesk()
    await signIn(desk, first.admin.email)
    await desk.call('session.signOut', {})
    await signIn(desk, second.admin.email)
    const [current, left] = await desk.call('accounts.list', {})
    expect(left).toMatchObject({ isSignedIn: false, isCurrent: false })
    expect(await refusal(desk.call('accounts.switch', { id: left?.id ?? '' }))).toEqual({ code: 'auth.required' })
    expect((await desk.call('accounts.list', {}))[0]).toEqual(current)
    expect((await desk.call('sync.state', {})).connection).toBe('online')
  }, 120_000)

  it('are forgotten with their file and keys, and not before their work is sent or given up', async ({
    server,
    company,
    newDesk,
  }) => {
    const desk = await newDesk()
    await signIn(desk, company.admin.email)
    await server.signIn(company.admin.email)
    await when(desk, 'session.state', ({ state }) => state === 'replaced')
    await newLead(desk, 'Nie gesendet')
    const [account] = await when(desk, 'accounts.list', ([one]) => (one?.waiting ?? 0) > 0)
    const id = account?.id ?? ''
    expect(await refusal(desk.call('accounts.forget', { id }))).toEqual({
      ...{ code: 'command.refused', params: { reason: 'unsentWork', count: 1 } },
    })
    expect(await titles(desk, 'lead')).toEqual(['Nie gesendet'])
    await desk.call('accounts.forget', { id, discard: true })
    expect((await desk.call('session.state', {})).state).toBe('signedOut')
    expect(await desk.call('accounts.list', {})).toEqual([])
    expect(readdirSync(desk.folder).filter(name => name.includes('.sqlite'))).toEqual([])
    expect(JSON.parse(readFileSync(join(desk.folder, 'keys.json'), 'utf8'))).toEqual({})
    const profile = readFileSync(join(desk.folder, 'profile.json'), 'utf8')
    expect(profile).not.toContain(company.admin.email)
    expect(profile).not.toContain(company.id)
  }, 120_000)
})
