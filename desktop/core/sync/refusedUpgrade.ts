import type { IncomingMessage } from 'node:http'
import { AppError } from '../../../shared/errors.ts'
import { errorBody } from '../../../shared/sync/protocol.ts'
import type { ConnectionReason } from '../api/troubles.ts'
import { networkReason } from './networkReason.ts'

const patienceMs = 5_000
const mostBytes = 65_536
/** Longest wait that a Retry-After may ask of us, in seconds. */
const longestWait = 300

/**
 * Somebody answered the WebSocket's request by HTTP: our server, a proxy on the way, a hotel's page, another product.
 * Says who, as an error with one of the closed reasons; asks `/health` where the answer alone does not tell.
 */
export async function refusedUpgrade(url: string, response: IncomingMessage): Promise<AppError> {
  const status = response.statusCode ?? 0
  const body = await bodyOf(response)
  const seconds = secondsOf(response.headers['retry-after'])
  const own = ownError(body)
  if (own && status >= 400)
    return new AppError(own.code, { params: { ...own.params, ...(seconds === undefined ? {} : { seconds }) } })
  const reason = byStatus[status] ?? (status >= 500 ? 'serverFailed' : await whoAnswers(url))
  const code = reason === 'portal' || reason === 'proxy' ? 'network.offline' : 'server.unavailable'
  return new AppError(code, { params: { reason, ...(seconds === undefined ? {} : { seconds }) } })
}

const byStatus: Record<number, ConnectionReason> = {
  407: 'proxy',
  429: 'busy',
  502: 'gateway',
  503: 'busy',
  504: 'gateway',
}

/** Who stands at the address: `/health` of a Pergel server cannot be mistaken. */
async function whoAnswers(url: string): Promise<ConnectionReason> {
  const health = new URL('/health', url.replace(/^ws/, 'http'))
  try {
    const answer = await fetch(health, { redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })
    const text = (await answer.text()).slice(0, mostBytes)
    if (isHealth(text)) return 'proxy'
    const isAway = answer.status >= 300 && answer.status < 400
    return isAway || /^\s*<(!doctype html|html)/i.test(text) ? 'portal' : 'notPergel'
  } catch (thrown) {
    return networkReason(thrown)
  }
}

function isHealth(text: string): boolean {
  const value = json(text)
  return typeof value === 'object' && value !== null && 'status' in value && 'version' in value && 'database' in value
}

function ownError(body: string) {
  const parsed = errorBody.safeParse(json(body))
  return parsed.success ? parsed.data : undefined
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** As much of the body as tells something; a sender that dawdles is not waited for. */
function bodyOf(response: IncomingMessage): Promise<string> {
  return new Promise(resolve => {
    let text = ''
    const end = () => {
      clearTimeout(late)
      response.destroy()
      resolve(text)
    }
    const late = setTimeout(end, 2_000)
    response.setEncoding('utf8')
    response.on('data', chunk => {
      text += chunk
      if (text.length > mostBytes) end()
    })
    response.on('end', end)
    response.on('error', end)
    response.on('aborted', end)
  })
}

/** Retry-After in seconds or as a date. */
export function secondsOf(header: string | undefined, now = Date.now()): number | undefined {
  if (header === undefined) return undefined
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : Math.ceil((Date.parse(header) - now) / 1000)
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), longestWait)
}
