import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { hostHere } from '../core/api/hostLine.ts'
import { browserPrinting } from './printPdf.ts'

const browser = [process.env['PERGEL_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  path => path && existsSync(path),
)

it('says so where there is no browser to print with', async () => {
  const host = hostHere(browserPrinting(undefined))
  await expect(host.ask('print.pdf', { html: '<p>x</p>' })).rejects.toMatchObject({ code: 'shell.unavailable' })
})

it.skipIf(!browser)(
  'prints a document on its paper, and runs and asks nothing in it',
  async () => {
    const host = hostHere(browserPrinting(browser))
    const script =
      '<script>document.body.innerHTML = "<h1>one</h1><div style=break-after:page></div>".repeat(9)</script>'
    const { pdf } = await host.ask('print.pdf', {
      html: `<!doctype html><title>Teklif</title><body><h1>Teklif 2026/1</h1>${script}</body>`,
      pageSize: 'A5',
      landscape: true,
    })
    const text = Buffer.from(pdf).toString('latin1')
    expect(text.startsWith('%PDF-')).toBe(true)
    // A5 across: 210 × 148 mm in points, one page, so no script ran.
    expect(text).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 4(19|20)[.\d]*\]/)
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1)
  },
  120_000,
)
