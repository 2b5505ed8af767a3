import { randomUUID } from 'node:crypto'
import type * as Electron from 'electron'
import type { HostHandlers, PdfJob } from '../../core/api/host.ts'
import { printPolicy } from '../../core/api/pagePolicy.ts'
import type { UsedElectron, UsedSession } from '../electron.ts'
import { guardContents } from '../security/guardContents.ts'
import { guardSession } from '../security/guardSession.ts'
import { lockedDown } from '../security/lockedDown.ts'

/** Documents to print have a scheme of their own, in a session of their own: nothing of ours can be reached from one. */
export const printScheme = 'pergel-print'
const patience = 60_000

/** Prints HTML into PDF in a window that nobody sees, one after the other: each holds a whole page in memory. */
export function printHandlers(
  electron: Pick<UsedElectron, 'BrowserWindow' | 'session'>,
): Pick<HostHandlers, 'print.pdf'> {
  const documents = new Map<string, string>()
  let session: UsedSession | undefined
  let line: Promise<unknown> = Promise.resolve()

  const ownSession = (): UsedSession => {
    if (session) return session
    session = electron.session.fromPartition('pergel-print')
    guardSession(session, [printScheme])
    session.protocol.handle(printScheme, request => {
      const html = documents.get(request.url)
      if (html === undefined) return new Response('', { status: 404 })
      return new Response(html, {
        headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': printPolicy },
      })
    })
    return session
  }

  const print = async ({ html, pageSize, landscape }: PdfJob): Promise<Uint8Array> => {
    const url = `${printScheme}://document/${randomUUID()}`
    documents.set(url, html)
    const window = new electron.BrowserWindow({
      show: false,
      webPreferences: {
        session: ownSession() as Electron.Session,
        javascript: false,
        ...lockedDown,
        devTools: false,
      },
    })
    guardContents(window.webContents, { openOutside: () => undefined, openWindow: () => undefined })
    try {
      return await within(patience, async () => {
        await window.loadURL(url)
        const pdf = await window.webContents.printToPDF({
          pageSize: paper[pageSize ?? 'A4'],
          landscape: landscape ?? false,
          printBackground: true,
          preferCSSPageSize: true,
          generateTaggedPDF: true,
        })
        return new Uint8Array(pdf)
      })
    } finally {
      documents.delete(url)
      window.destroy()
    }
  }

  return {
    'print.pdf': job => {
      const printed = line.then(() => print(job))
      line = printed.catch(() => undefined)
      return printed.then(pdf => ({ pdf }))
    },
  }
}

const paper = { A3: 'A3', A4: 'A4', A5: 'A5', Letter: 'Letter' } as const

async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`A document was not printed within ${ms / 1000} s`)), ms)
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    clearTimeout(timer)
  }
}
