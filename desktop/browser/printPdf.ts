import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { AppError } from '../../shared/errors.ts'
import type { HostHandlers } from '../core/api/host.ts'
import { printPolicy } from '../core/api/pagePolicy.ts'

const patience = 60_000

/**
 * Prints HTML into PDF by the browser that the shell opens in (`PERGEL_CHROMIUM`), without a window. Throws
 * shell.unavailable where there is none. The document is in a folder of its own that only this user can read, and goes
 * with it.
 */
export function browserPrinting(browser: string | undefined): Pick<HostHandlers, 'print.pdf'> {
  return {
    'print.pdf': async ({ html, pageSize, landscape }) => {
      if (!browser) throw new AppError('shell.unavailable', { params: { what: 'print.pdf' } })
      const folder = await mkdtemp(join(tmpdir(), 'pergel-print-'))
      try {
        const source = join(folder, 'document.html')
        const target = join(folder, 'document.pdf')
        await writeFile(source, withRules(html, `${pageSize}${landscape ? ' landscape' : ''}`), { mode: 0o600 })
        await promisify(execFile)(
          browser,
          [
            '--headless',
            '--disable-gpu',
            '--no-first-run',
            '--no-pdf-header-footer',
            // Whatever the document asks for: nobody is asked.
            '--host-resolver-rules=MAP * ~NOTFOUND',
            `--user-data-dir=${join(folder, 'browser')}`,
            `--print-to-pdf=${target}`,
            // Chromium's sandbox refuses root.
            ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
            pathToFileURL(source).href,
          ],
          { timeout: patience },
        )
        return { pdf: new Uint8Array(await readFile(target)) }
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}

/** What Electron's main says by a header and by options stands here in the document: before all that is its own. */
const withRules = (html: string, paper: string): string => {
  const rules = `<meta http-equiv="Content-Security-Policy" content="${printPolicy}"><style>@page { size: ${paper} }</style>`
  return /^\s*<!doctype/i.test(html)
    ? html.replace(/^\s*<!doctype[^>]*>/i, found => found + rules)
    : `<!doctype html>${rules}${html}`
}
