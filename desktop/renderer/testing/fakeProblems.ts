import type { ErrorCode } from '../../../shared/errors.ts'
import type { SyncState } from '../../core/api/functions.ts'
import type { ConnectionReason, Damage } from '../../core/api/troubles.ts'
import type { CoreConnection } from '../data/transport.ts'

/**
 * A bad day over any scene: `?fake=offline&reason=portal`, `&file=storage.full`, `&skew=720` (minutes), `&support=…`,
 * `&damage=lost`, `&crash=1` (the list breaks), `&signIn=storage.wrongKey` (at the door).
 */
export function withProblems(core: CoreConnection, query: URLSearchParams): CoreConnection {
  const reason = query.get('reason') as ConnectionReason | null
  const file = query.get('file') as ErrorCode | null
  const skew = Number(query.get('skew') ?? 0)
  const change: Partial<SyncState> = {
    ...(reason ? { reason, retryAt: new Date(Date.now() + 23_000).toISOString() } : {}),
    ...(file ? { problem: { code: file } } : {}),
    ...(skew === 0 ? {} : { clockSkew: skew * 60_000 }),
  }
  const answers: Record<string, () => unknown> = {
    'file.damage': () => damage(query.get('damage') ?? '', file ?? 'storage.damaged'),
    'file.startOver': () => ({ kept: '0190a0a0.kept-2026-11-22-09-14-05.sqlite' }),
    'problems.crashed': () => ({ id: '5f0c91ab' }),
    'problems.bundle': () => ({
      text: JSON.stringify(bundle, null, 2),
      last: { id: '3be1907c', code: 'storage.full', at: new Date().toISOString(), where: 'records.save' },
      ...(query.has('support') ? { support: 'destek@anadolumakina.com.tr' } : {}),
    }),
  }
  if (query.has('crash')) answers['records.list'] = () => ({ rows: null })
  const door = query.get('signIn') as ErrorCode | null
  return {
    ...core,
    call: (name, args) => {
      const answer = answers[name]
      return answer ? Promise.resolve(answer() as never) : core.call(name, args)
    },
    subscribe: (name, args, listener) =>
      core.subscribe(name, args, value => {
        if (name === 'sync.state') listener({ ...value, ...change })
        else listener(name === 'session.state' && door ? { ...value, problem: { code: door } } : value)
      }),
  }
}

const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

const damage = (kind: string, code: ErrorCode): Damage => ({
  problem: { code },
  saved:
    kind === 'unknown'
      ? []
      : [
          { label: 'edit', at: at(4), kind: 'customer', titles: ['Çınar Makina Sanayi A.Ş.'] },
          { label: 'create', at: at(11), kind: 'lead', titles: ['Işık Otomasyon'] },
          { label: 'assign', at: at(25), kind: 'customer', titles: [] },
        ],
  savedCount: kind === 'unknown' ? 0 : 3,
  ...(kind === 'unknown' ? {} : { lost: kind === 'lost' ? 2 : 0 }),
})

const bundle = {
  madeAt: at(0),
  system: { protocol: 1, node: '24.21.0', platform: 'win32', processors: 8, memoryMb: 16_284, ownMemoryMb: 312 },
  disk: { freeMb: 4, totalMb: 244_198 },
  records: { lead: 1204, customer: 18_422, contact: 40_110 },
  sync: { connection: 'offline', reason: 'dns', waiting: 3, refused: 0, clashes: 0 },
  errors: [{ id: '3be1907c', at: at(1), where: 'records.save', code: 'storage.full' }],
  calls: [
    { name: 'records.list', calls: 212, failed: 0, p50: 3.1, p95: 14.2, longest: 812.4 },
    { name: 'records.save', calls: 14, failed: 1, p50: 2.2, p95: 6.8, longest: 48.1 },
  ],
}
