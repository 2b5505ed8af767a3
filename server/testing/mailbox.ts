import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  to: string[]
  headers: string
  text: string
  html: string
}
export interface Mailbox {
  /** For PERGEL_SMTP_URL. */
  url: string
  mails: ReceivedMail[]
  /** The next deliveries are refused for now, as a busy server does. */
  refuse: (times: number) => void
  /** The newest mail to an address, once it is there. */
  mailTo: (email: string, options?: { after?: number }) => Promise<ReceivedMail>
  close: () => Promise<void>
}

/** A mail server on this machine that keeps what it is given. */
export async function mailbox(): Promise<Mailbox> {
  const mails: ReceivedMail[] = []
  let refusals = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      stream.on('end', () => {
        if (refusals-- > 0) return done(Object.assign(new Error('Come back later'), { responseCode: 451 }))
        const to = session.envelope.rcptTo.map(({ address }) => address)
        mails.push({ to, ...read(Buffer.concat(chunks).toString('utf8')) })
        done()
      })
    },
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', () => done()))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}?from=pergel@firma.test`,
    mails,
    refuse: times => {
      refusals = times
    },
    mailTo: async (email, { after = 0 } = {}) => {
      for (let tries = 0; tries < 600; tries++) {
        const found = mails.slice(after).findLast(({ to }) => to.includes(email))
        if (found) return found
        await new Promise(done => setTimeout(done, 100))
      }
      throw new Error(`No mail to ${email}`)
    },
    close: () => new Promise(done => server.close(() => done())),
  }
}

/** Both forms of a message of ours: multipart/alternative, each part quoted-printable or base64. */
function read(message: string): Omit<ReceivedMail, 'to'> {
  const [, headers = '', body = ''] = /^([\s\S]*?)\r\n\r\n([\s\S]*)$/.exec(message) ?? []
  const boundary = /boundary="([^"]+)"/.exec(headers)?.[1] ?? ''
  const parts = body.split(`--${boundary}`).map(part => {
    const [, head = '', content = ''] = /^\r\n([\s\S]*?)\r\n\r\n([\s\S]*)$/.exec(part) ?? []
    return { head, content: decode(content, /Content-Transfer-Encoding: (\S+)/i.exec(head)?.[1] ?? '7bit') }
  })
  const of = (type: string) => parts.find(({ head }) => head.includes(type))?.content ?? ''
  return { headers, text: of('text/plain'), html: of('text/html') }
}

function decode(content: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(content, 'base64').toString('utf8')
  if (encoding !== 'quoted-printable') return content
  const bytes = content
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
