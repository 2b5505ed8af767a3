import type { TFunction } from 'i18next'
import type { ErrorBody } from '../../../../shared/errors.ts'

/** Reasons that have words of their own; the others are told by the code. */
const told = new Set([
  ...['badServer', 'insecureServer', 'noNetwork', 'dns', 'refused', 'timeout', 'notPergel', 'portal'],
  ...['certificateExpired', 'certificateHost', 'certificateUntrusted'],
])
const alike: Record<string, string> = { certificateEarly: 'certificate', tls: 'certificate', silent: 'timeout' }

/** Why a server's address cannot be used and what to do about it: a key below `session:find.problems`. */
export function serverProblem(problem: ErrorBody): string {
  const reason = String(problem.fields?.['server']?.reason ?? problem.params?.['reason'] ?? '')
  if (told.has(reason)) return reason
  const known = Object.hasOwn(alike, reason) ? alike[reason] : undefined
  if (known) return known
  if (problem.code === 'client.tooOld') return 'tooOld'
  if (problem.code === 'network.offline') return 'away'
  return problem.code === 'input.invalid' ? 'badServer' : 'unavailable'
}

/** Whether an error speaks of the way to the server rather than of what was typed. */
export const isOfServer = ({ code, fields }: ErrorBody): boolean =>
  code === 'network.offline' ||
  code === 'server.unavailable' ||
  code === 'client.tooOld' ||
  (code === 'input.invalid' && fields?.['server'] !== undefined)

/** Words for everything that can go wrong before the frame; undefined for what the usual words say well. */
export function doorProblem(t: TFunction<'session'>, problem: ErrorBody): string | undefined {
  if (isOfServer(problem)) return t(`find.problems.${serverProblem(problem)}` as 'find.problems.away')
  const { code, params } = problem
  if (code === 'auth.locked')
    return t('reasons.locked', { count: Math.max(1, Math.ceil(Number(params?.['seconds'] ?? 60) / 60)) })
  if (code !== 'auth.failed') return undefined
  const reason = String(params?.['reason'] ?? 'failed')
  return t(`reasons.${failures.has(reason) ? reason : 'failed'}` as 'reasons.failed')
}

const failures = new Set(['inactive', 'setupCode', 'recoveryCode', 'link', 'linkUsed', 'linkExpired'])
