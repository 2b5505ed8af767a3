import { expect, test } from '@playwright/test'
import { printHandlers } from '../main/host/print.ts'
import { doubleElectron } from '../main/testing/electronDouble.ts'

/** Main's printing on a double of Electron: the page and the PDF are Chromium's. */
test('HTML becomes PDF on its paper; nothing in it runs or is fetched, and nothing stays', async ({ browser }) => {
  const double = doubleElectron({ browser })
  const print = printHandlers(double.electron)['print.pdf']
  const hostile =
    '<script>document.body.innerHTML = "<h1>ran</h1>".repeat(500)</script><img src="https://evil.example/pixel.png">' +
    '<link rel="stylesheet" href="pergel-app://app/index.html"><iframe src="file:///etc/passwd"></iframe>' +
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">'
  const page = (text: string) =>
    `<!doctype html><title>${text}</title><style>h1 { color: #1d4e89 }</style><h1>${text}</h1>`
  const [quote, hostilePage] = await Promise.all([
    print?.({ html: `${page('Teklif')}<div style="break-before: page">2</div>`, pageSize: 'A4', landscape: false }),
    print?.({ html: page('Zararlı') + hostile, pageSize: 'A5', landscape: true }),
  ])
  const text = (pdf?: Uint8Array) => Buffer.from(pdf ?? []).toString('latin1')
  const pages = (pdf?: Uint8Array) => text(pdf).match(/\/Type \/Page\b/g)?.length
  expect(text(quote?.pdf)).toMatch(/^%PDF-/)
  expect(pages(quote?.pdf)).toBe(2)
  expect(text(quote?.pdf)).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12]/)
  expect(pages(hostilePage?.pdf)).toBe(1)
  expect(text(hostilePage?.pdf)).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 4(19|20)/)
  await expect.poll(() => double.windows.length).toBe(0)
  expect([...double.sessions.keys()]).toEqual(['pergel-print'])
  expect(double.outside).toEqual([])
  await double.dispose()
})

test('what cannot be printed says so, and the next document is printed', async ({ browser }) => {
  const double = doubleElectron({ browser })
  let broken = true
  const session = double.electron.session.fromPartition('pergel-print')
  const { handle } = session.protocol
  session.protocol.handle = (scheme, handler) =>
    handle(scheme, request => (broken ? Promise.reject(new Error('no memory')) : handler(request)))
  const print = printHandlers(double.electron)['print.pdf']
  const job = { html: '<h1>Teklif</h1>', pageSize: 'A4', landscape: false } as const
  await expect(async () => print?.(job)).rejects.toThrow('net::ERR_FAILED')
  broken = false
  expect(Buffer.from((await print?.(job))?.pdf ?? []).toString('latin1')).toMatch(/^%PDF-/)
  await expect.poll(() => double.windows.length).toBe(0)
  await double.dispose()
})
