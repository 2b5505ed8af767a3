import { createTransport } from 'nodemailer'
import { z } from 'zod'
import type { Language } from '../../shared/labels.ts'
import { openSealed, seal } from '../auth/envelope.ts'
import type { Secret } from '../auth/secret.ts'
import type { JobQueue, Task } from '../jobs/queue.ts'
import { letter, type Occasion } from './letters.ts'

export interface Mail {
  to: string
  occasion: Occasion
  language: Language
  /** The company's: times are shown in it. */
  zone: string
  /** When it has become useless and is not tried any more. */
  until: Date
}
export interface Mailer {
  /** Whether the operator has given a mail server. */
  readonly isAble: boolean
  /** Hands the mail to the queue, which tries again for as long as it is of use. Without a mail server it does nothing. */
  send: (mail: Mail) => Promise<void>
  /** For the queue. */
  readonly task: Task
}

/**
 * The operator's own mail. What waits in the queue is sealed: it holds links that open accounts, and the database keeps
 * nothing that does.
 */
export function mailer(options: {
  smtpUrl: string | undefined
  secret: Secret
  /** Of this server, as people reach it. */
  base: () => string
  /** Undefined: mails go out at once and are not tried again. */
  queue: () => JobQueue | undefined
}): Mailer {
  const { smtpUrl, secret, base, queue } = options
  const key = secret.key('mail')
  const smtp = smtpUrl === undefined ? undefined : transportOf(smtpUrl)

  const deliver = async (sealed: string, id: string) => {
    if (!smtp) throw new Error('PERGEL_SMTP_URL is empty; the mail waits for it')
    const { to, ...mail } = stored.parse(JSON.parse(openSealed(key, Buffer.from(sealed, 'base64'), context).toString()))
    if (Date.parse(mail.until) < Date.now()) return
    const host = new URL(base()).host
    const sent = smtp.transport.sendMail({
      from: { name: 'Pergel', address: smtp.from },
      to: { name: '', address: to },
      messageId: `<${id}@${host.replace(/:\d+$/, '')}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      // What is stored is what `send` was given.
      ...letter(mail.occasion as Occasion, { language: mail.language, zone: mail.zone, server: host }),
    })
    await sent.catch(error => {
      throw withoutAddress(error)
    })
  }

  return {
    isAble: smtp !== undefined,
    send: async mail => {
      if (!smtp) return
      const sealed = seal(key, Buffer.from(JSON.stringify(mail)), context).toString('base64')
      const jobs = queue()
      if (jobs) await jobs.add(taskName, { sealed }, { until: mail.until })
      else await deliver(sealed, crypto.randomUUID())
    },
    task: { name: taskName, run: async (data, id) => deliver(queued.parse(data).sealed, id) },
  }
}

/** What a mail server says names the recipient; the queue and the log keep its codes alone. */
function withoutAddress(error: unknown): Error {
  const { code, responseCode, command } = z
    .looseObject({ code: z.string().optional(), responseCode: z.int().optional(), command: z.string().optional() })
    .catch({})
    .parse(error)
  return new Error(`The mail server refused: ${[code, command, responseCode].filter(Boolean).join(' ') || 'unknown'}`)
}

const taskName = 'mail'
const context = 'mail'
const queued = z.object({ sealed: z.string() })
const stored = z.object({
  to: z.string(),
  occasion: z.looseObject({ what: z.enum(['invitation', 'reset', 'changed']) }),
  language: z.enum(['tr', 'en', 'de', 'fr']),
  zone: z.string(),
  until: z.string(),
})

/** `smtp://user:password@host:587?from=pergel@firma.com.tr`; beyond this machine nothing is said in clear text. */
function transportOf(smtpUrl: string) {
  const url = new URL(smtpUrl)
  const isSecure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const isHere = host === 'localhost' || host === '::1' || host.startsWith('127.')
  const user = decodeURIComponent(url.username)
  const from = url.searchParams.get('from') ?? (user.includes('@') ? user : `pergel@${host}`)
  const transport = createTransport({
    host,
    port: Number(url.port) || (isSecure ? 465 : 587),
    secure: isSecure,
    requireTLS: !isHere,
    ...(user ? { auth: { user, pass: decodeURIComponent(url.password) } } : {}),
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return { transport, from }
}
