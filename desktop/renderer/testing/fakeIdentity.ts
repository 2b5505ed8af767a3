import { AppError } from '../../../shared/errors.ts'
import type { ArgsOf, FunctionName, ResultOf, SessionState } from '../../core/api/functions.ts'
import type { ApiKey, Device, HandedOut, KnownAccount, Person, ServerLook } from '../../core/api/identity.ts'
import type { FakeCompany } from './fakeRecords.ts'

type IdentityName = Extract<
  FunctionName,
  `${'server' | 'setup' | 'reset' | 'invite' | 'account' | 'people' | 'keys' | 'accounts'}.${string}`
>
type Handlers = { [N in IdentityName]?: (args: ArgsOf<N>) => ResultOf<N> | Promise<ResultOf<N>> }

interface Fakes {
  company: FakeCompany
  session: () => SessionState
  /** The ordinary write path of the fake core. */
  save: (user: string, set: Record<string, unknown>) => { operation: string }
  tellAccounts: (accounts: KnownAccount[]) => void
  enter: (account: KnownAccount) => void
}

/**
 * What one types decides what is answered, so that every screen can be looked at:
 * server `away` is not reached, `yeni` has no company yet, `eski` wants a newer app, `posta` sends no mail, `otel` is a
 * captive portal; any code but `PERGE-L2026-KURUL` is wrong; tokens `kullanilmis` and `gecmis` are used and out of
 * date, `yok` is unknown; passwords shorter than ten letters are refused, `demo-pergel` is the present one; recovery codes
 * that begin with X are wrong.
 */
export function fakeIdentity(fakes: Fakes): Handlers {
  const { company, session, save } = fakes
  const devices = firstDevices()
  let invited = firstInvitations(company)
  let keys = firstKeys(company)
  let accounts = firstAccounts(company, session())
  fakes.tellAccounts(accounts)
  const tell = (next: KnownAccount[]) => {
    accounts = next
    fakes.tellAccounts(accounts)
  }

  return {
    'server.look': async ({ address }) => {
      await wait(400)
      return lookAt(address)
    },
    'setup.company': async ({ code, company: { name }, admin }) => {
      await wait(900)
      if (code.replaceAll(/[\s-]/g, '').toUpperCase() !== 'PERGEL2026KURUL') throw failed('setupCode')
      if (name.trim() === '') throw wrong('company.name', 'required')
      strongEnough(admin.password)
      return { recoveryCode }
    },
    'reset.begin': async ({ server }) => {
      await wait(500)
      return { byMail: !server?.includes('posta') }
    },
    'reset.look': ({ token }) => {
      openLink(token)
      return { company: { name: 'Anadolu Makina A.Ş.' }, email: 'satis@demo.pergel', expiresAt: inHours(2) }
    },
    'reset.finish': async ({ token, email, recoveryCode: code, password }) => {
      await wait(900)
      if (token) openLink(token)
      if (code?.toUpperCase().startsWith('X')) throw failed('recoveryCode')
      strongEnough(password)
      return { recoveryCode, vaultKept: code !== undefined, email: email ?? 'satis@demo.pergel' }
    },
    'invite.look': ({ token }) => {
      openLink(token)
      return {
        company: { name: 'Anadolu Makina A.Ş.' },
        email: 'ayse@anadolumakina.com.tr',
        name: 'Ayşe Yıldız',
        role: 'Satış',
        invitedBy: 'Zeynep Şahin',
        expiresAt: inHours(7 * 24),
      }
    },
    'invite.accept': async ({ token, name, password }) => {
      await wait(900)
      openLink(token)
      if (name.trim() === '') throw wrong('name', 'required')
      strongEnough(password)
      return { recoveryCode, email: 'ayse@anadolumakina.com.tr' }
    },

    'account.get': async () => {
      await wait(200)
      const { user } = session()
      return {
        name: user?.name ?? '',
        email: user?.email ?? '',
        role: 'Satış',
        team: 'Satış Kuzey',
        language: 'tr',
        passwordChangedAt: '2026-03-02T08:12:00.000Z',
        recoveryChangedAt: '2026-01-11T10:40:00.000Z',
      }
    },
    'account.save': ({ name }) => {
      if (name !== undefined && name.trim() === '') throw wrong('name', 'required')
      if (name !== undefined && session().user) save(session().user?.id ?? '', { name })
      return {}
    },
    'account.changePassword': async ({ password, next }) => {
      await wait(900)
      if (password !== 'demo-pergel') throw new AppError('auth.failed')
      strongEnough(next)
      return {}
    },
    'account.newRecoveryCode': async ({ password }) => {
      await wait(900)
      if (password !== 'demo-pergel') throw new AppError('auth.failed')
      return { recoveryCode }
    },
    'account.devices': () => devices,
    'account.endDevice': ({ device }) => {
      for (const one of devices) if (one.id === device) one.isActive = false
      return {}
    },

    'people.list': async () => {
      await wait(200)
      return [...colleagues(company, session()), ...invited].sort((a, b) => a.name.localeCompare(b.name, 'tr'))
    },
    'people.invite': async ({ email, name = '', role, team }) => {
      await wait(400)
      if (!email.includes('@')) throw wrong('email', 'badEmail')
      const isThere = [...colleagues(company, session()), ...invited].some(one => one.email === email)
      if (isThere) throw new AppError('record.exists')
      const id = crypto.randomUUID()
      const base = { id, invitation: id, email, name, role, team: team ?? null, state: 'invited' as const, isMe: false }
      invited = [...invited, { ...base, invitedAt: new Date().toISOString(), expiresAt: inHours(168) }]
      return { ...handedOut(false), invitation: id }
    },
    'people.resend': async ({ by }) => {
      await wait(400)
      return handedOut(by === 'mail')
    },
    'people.withdraw': ({ invitation }) => {
      invited = invited.filter(one => one.id !== invitation)
      return {}
    },
    'people.resetLink': async () => {
      await wait(400)
      return { ...handedOut(false), expiresAt: inHours(2) }
    },
    'people.setActive': ({ user, isActive }) => {
      if (!isActive && user === session().user?.id)
        throw new AppError('command.refused', { params: { reason: 'lastAdmin' } })
      return save(user, { isActive })
    },
    'people.change': ({ user, role, team }) =>
      save(user, { ...(role ? { role } : {}), ...(team === undefined ? {} : { memberOf: team ?? undefined }) }),

    'keys.list': () => keys,
    'keys.create': ({ name, role }) => {
      if (name.trim() === '') throw wrong('name', 'required')
      const id = crypto.randomUUID()
      const key = `pgk_${btoa(id).slice(0, 43)}`
      keys = [
        { id, name, start: key.slice(0, 8), role, createdAt: new Date().toISOString(), createdBy: company.me },
        ...keys,
      ]
      return { id, key }
    },
    'keys.revoke': ({ id }) => {
      keys = keys.map(key => (key.id === id ? { ...key, revokedAt: new Date().toISOString() } : key))
      return {}
    },

    'accounts.switch': async ({ id }) => {
      await wait(300)
      const next = accounts.find(one => one.id === id)
      if (!next) throw new AppError('record.notFound')
      if (!next.isSignedIn) throw new AppError('auth.required')
      fakes.enter(next)
      tell([...accounts].map(one => ({ ...one, isCurrent: one.id === id })).sort(currentFirst))
      return {}
    },
    'accounts.forget': ({ id, discard }) => {
      const gone = accounts.find(one => one.id === id)
      if (gone && gone.waiting > 0 && !discard)
        throw new AppError('command.refused', { params: { reason: 'unsentWork', count: gone.waiting } })
      tell(accounts.filter(one => one.id !== id))
      return {}
    },
  }
}

const recoveryCode = 'K7Q2M-4TXRV-9BHNC-0WZ3F-6JD8P'
const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
const failed = (reason: string) => new AppError('auth.failed', { params: { reason } })
const wrong = (field: string, reason: string, params?: Record<string, number>) =>
  new AppError('input.invalid', { fields: { [field]: { reason, ...(params ? { params } : {}) } } })
const currentFirst = (a: KnownAccount, b: KnownAccount) => Number(b.isCurrent) - Number(a.isCurrent)

function strongEnough(password: string) {
  if ([...password].length < 10) throw wrong('password', 'tooShort', { min: 10 })
}

function openLink(token: string) {
  if (token === 'yok') throw failed('link')
  if (token === 'kullanilmis') throw failed('linkUsed')
  if (token === 'gecmis') throw failed('linkExpired')
}

function lookAt(typed: string): ServerLook {
  const address = /^https?:/.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`
  const refused = (reason: string): ServerLook => ({
    address,
    problem: { code: 'input.invalid', fields: { server: { reason } } },
  })
  if (!URL.canParse(address) || /\s/.test(typed.trim()) || !/[.:]|localhost/.test(typed)) return refused('badServer')
  const { hostname, protocol, origin } = new URL(address)
  if (protocol === 'http:' && !/^(localhost|127\.|\[::1\])/.test(hostname)) return refused('insecureServer')
  if (typed.includes('away')) return { address: origin, problem: { code: 'network.offline' } }
  if (typed.includes('otel'))
    return { address: origin, problem: { code: 'server.unavailable', params: { reason: 'notPergel' } } }
  if (typed.includes('eski')) return { address: origin, problem: { code: 'client.tooOld' }, version: '9.0.0' }
  return {
    address: origin,
    version: '0.3.0',
    hasCompany: !typed.includes('yeni'),
    needsSetup: typed.includes('yeni'),
    sendsMail: !typed.includes('posta'),
    contact: 'bilgiislem@anadolumakina.com.tr, dahili 112',
  }
}

const handedOut = (isMailed: boolean): HandedOut => ({
  isMailed,
  ...(isMailed
    ? {}
    : { link: 'https://crm.anadolumakina.com.tr/join#pgi_wJ0n6c2V7fYb1sQ4mXh8eLr3tKz5uGp9aDi2oNxTyCE' }),
  expiresAt: inHours(168),
})

function colleagues({ records, users, me }: FakeCompany, session: SessionState): Person[] {
  return users.flatMap((id, at) => {
    const record = records.get(`user/${id}`)
    if (!record) return []
    const { name, email, role, memberOf, isActive } = record.values as Record<string, string>
    const state = isActive ? (at === 3 ? 'noAccount' : 'active') : 'inactive'
    return {
      ...{ id, user: id, name: name ?? '', email: email ?? '', role: role ?? '', team: memberOf ?? null, state },
      isMe: id === (session.user?.id ?? me),
      ...(at === 3 ? {} : { lastSeenAt: new Date(Date.now() - at * at * 7_300_000 - 40_000).toISOString() }),
      ...(at === 1 ? { askedForResetAt: new Date(Date.now() - 2_400_000).toISOString() } : {}),
    } satisfies Person
  })
}

const firstInvitations = ({ roles, team }: FakeCompany): Person[] =>
  (
    [
      ['Ayşe Yıldız', 'ayse@anadolumakina.com.tr', -20, 148],
      ['İsmail Koç', 'ismail@anadolumakina.com.tr', -192, -24],
    ] as const
  ).map(([name, email, made, ends], at) => {
    const id = `01930000-0000-7000-8000-00000000f0${at}0`
    const times = { invitedAt: inHours(made), expiresAt: inHours(ends) }
    return { id, invitation: id, name, email, state: 'invited', role: roles.sales, team, isMe: false, ...times }
  })

const firstKeys = ({ roles, me }: FakeCompany): ApiKey[] => [
  {
    ...{ id: '01930000-0000-7000-8000-00000000e010', name: 'Web sitesi formu', start: 'pgk_h7Qa', role: roles.sales },
    ...{ createdAt: inHours(-2400), createdBy: me, lastUsedAt: inHours(-0.4) },
  },
  {
    ...{ id: '01930000-0000-7000-8000-00000000e020', name: 'Muhasebe aktarımı', start: 'pgk_2mXe', role: roles.admin },
    ...{ createdAt: inHours(-7000), createdBy: me },
  },
  {
    ...{ id: '01930000-0000-7000-8000-00000000e030', name: 'Eski ajans', role: roles.sales },
    ...{ createdAt: inHours(-9000), lastUsedAt: inHours(-5000), revokedAt: inHours(-4990) },
  },
]

const firstDevices = (): Device[] =>
  (
    [
      ['ELIF-DIZUSTU', true, true, -0.02, -4000],
      ['OFIS-MASA-3', false, false, -70, -9000],
      ['macbook-elif', false, false, -2200, -6400],
    ] as const
  ).map(([name, isThis, isActive, last, first], at) => ({
    ...{ id: `01930000-0000-7000-8000-00000000d0${at}0`, name, isThis, isActive },
    ...{ firstSeenAt: inHours(first), lastSeenAt: inHours(last) },
  }))

function firstAccounts({ team, me }: FakeCompany, session: SessionState): KnownAccount[] {
  const server = session.server
  return [
    {
      ...{ id: `${team}:${me}`, server, company: { id: team, name: 'Anadolu Makina A.Ş.' } },
      user: session.user ?? { id: me, name: 'Elif Aydın', email: 'satis@demo.pergel' },
      ...{ isCurrent: session.state !== 'signedOut', isSignedIn: session.state !== 'signedOut', waiting: 0 },
    },
    {
      ...{ id: `${me}:${team}`, server: 'https://pergel.egegida.com.tr' },
      company: { id: me, name: 'Ege Gıda Ltd. Şti.' },
      user: { id: team, name: 'Elif Aydın', email: 'elif@egegida.com.tr' },
      ...{ isCurrent: false, isSignedIn: true, waiting: 3 },
    },
    {
      ...{ id: `${team}:${team}`, server, company: { id: team, name: 'Anadolu Makina A.Ş.' } },
      user: { id: team, name: 'Zeynep Şahin', email: 'yonetim@demo.pergel' },
      ...{ isCurrent: false, isSignedIn: false, waiting: 0 },
    },
  ]
}
