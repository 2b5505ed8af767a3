import { expect, it } from 'vitest'
import type { Host } from '../api/host.ts'
import type { UpdateSource, UpdateState } from '../api/updates.ts'
import type { Account } from '../session/profile.ts'
import { updateHandlers } from './updates.ts'

const account = { server: 'https://crm.example.com', device: 'd1' } as Account

function shell(options: { hasUpdates: boolean } = { hasUpdates: true }) {
  const asked: unknown[] = []
  let tell: ((state: UpdateState) => void) | undefined
  const host = {
    ask: async (name: string, args: unknown) => {
      if (!options.hasUpdates) throw new Error('shell.unavailable')
      asked.push([name, args])
      return {}
    },
    follow: (_name: string, listener: (state: never) => void) => {
      tell = state => listener(state as never)
      return () => {
        tell = undefined
      }
    },
    // Only what is used; the real one is typed by each name.
  } as unknown as Host
  return { host, asked, tell: (state: UpdateState) => tell?.(state) }
}

it('tells the shell where to look once somebody is signed in, and again only when something is different', () => {
  const { host, asked } = shell()
  let [signedIn, isTooOld] = [false, false]
  const { look } = updateHandlers({ host, account: () => (signedIn ? account : undefined), isTooOld: () => isTooOld })
  look()
  expect(asked).toEqual([])
  signedIn = true
  look()
  look()
  isTooOld = true
  look()
  const source: UpdateSource = { server: 'https://crm.example.com', device: 'd1', isUrgent: false }
  expect(asked).toEqual([
    ['updates.from', source],
    ['updates.from', { ...source, isUrgent: true }],
  ])
})

it('passes on what the shell says, to windows that came later too', () => {
  const { host, tell } = shell()
  const { handlers } = updateHandlers({ host, account: () => account, isTooOld: () => false })
  const [first, second]: UpdateState[][] = [[], []]
  const stop = handlers['updates.state']({}, state => first?.push(state))
  tell({ state: 'current' })
  handlers['updates.state']({}, state => second?.push(state))
  stop()
  tell({ state: 'failed', reason: 'full', isUrgent: false })
  expect(first).toEqual([{ state: 'none' }, { state: 'current' }])
  expect(second).toEqual([{ state: 'current' }, { state: 'failed', reason: 'full', isUrgent: false }])
})

it('shows nothing in a shell that takes no updates, and does not stumble over it', async () => {
  const { host } = shell({ hasUpdates: false })
  const { look, handlers } = updateHandlers({ host, account: () => account, isTooOld: () => false })
  look()
  const seen: UpdateState[] = []
  handlers['updates.state']({}, state => seen.push(state))
  expect(seen).toEqual([{ state: 'none' }])
  await expect(handlers['updates.check']()).rejects.toThrow('shell.unavailable')
})
