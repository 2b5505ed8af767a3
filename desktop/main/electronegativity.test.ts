import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { Scan } from './testing/scan.ts'

/** Every finding that stays, and why it is none of ours to mend. A new one fails the test, and so does one that is gone. */
const explained: Record<string, string> = {
  'CSP_GLOBAL_CHECK N/A':
    'It looks for a policy in the HTML. Ours is a header of every answer of our scheme, also of those that are not found: servePages.test.ts.',
  'ELECTRON_VERSION_JSON_CHECK package.json':
    'It asks to keep Electron new whatever the version is. The lock file holds the newest major at the time of a release.',
  'PROTOCOL_HANDLER_JS_CHECK desktop/main/startDesktop.js':
    'It asks to review what handlers of links do. Ours parse a link to a path of the screens (links.test.ts) and show it; nothing is run or written.',
  'OPEN_EXTERNAL_JS_CHECK desktop/main/security/openOutside.js':
    'It asks to review what is handed to the system. Only parsed http, https, mailto and tel addresses without a name or password: openOutside.test.ts.',
}

async function scan(...files: string[]): Promise<Scan> {
  const script = fileURLToPath(new URL('./testing/scan.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...files])
  return JSON.parse(stdout)
}

test('the scanner finds nothing in main and preload that is not explained', async () => {
  const { findings, errors, atomicChecks } = await scan()
  expect(errors).toEqual([])
  expect(atomicChecks).toBeGreaterThan(30)
  expect(findings.map(({ id, file }) => `${id} ${file}`).sort()).toEqual(Object.keys(explained).sort())
}, 120_000)

test('it would find what we do not do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pergel-scanned-'))
  const file = join(folder, 'bad.js')
  writeFileSync(
    file,
    "new BrowserWindow({ webPreferences: { nodeIntegration: true, contextIsolation: false, sandbox: false, webSecurity: false } })\neval('1')",
  )
  const { findings } = await scan(file).finally(() => rmSync(folder, { recursive: true, force: true }))
  expect(findings.filter(one => one.file === 'besides.js').map(({ id }) => id)).toEqual(
    expect.arrayContaining(['CONTEXT_ISOLATION_JS_CHECK', 'SANDBOX_JS_CHECK', 'WEB_SECURITY_JS_CHECK']),
  )
}, 120_000)
