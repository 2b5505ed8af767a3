import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire, registerHooks, stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * Runs electronegativity over what is ours in Electron's processes and prints its findings as JSON. A process of its own,
 * because the scanner patches globals. It reads JavaScript, so the types are taken out first; lines stay where they are.
 * A file that is named as an argument is read besides.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * What the scanner may not have: the network, from which it would fetch translations and a list of releases, and a
 * TypeScript with an interface for programs, which ours has not.
 */
const replaced: Readonly<Record<string, string>> = {
  got: 'module.exports = async () => { throw new Error("offline") }',
  '@typescript-eslint/typescript-estree': 'module.exports = {}',
}

export interface Scan {
  atomicChecks: number
  /** Files that it could not read. */
  errors: object[]
  findings: { id: string; file: string; line: number }[]
}

interface Issue {
  id: string
  file: string
  location: { line: number }
}
type Run = (options: object) => Promise<{ errors: object[]; issues: Issue[]; atomicChecks: number }>

async function scan(folder: string): Promise<Scan> {
  const run = createRequire(import.meta.url)('@doyensec/electronegativity') as Run
  const { errors, issues, atomicChecks } = await run({
    input: folder,
    isRelative: true,
    // Compares with a list of releases from the network; `npm audit` does that.
    excludeFromScan: ['AvailableSecurityFixesGlobalCheck'],
  })
  const findings = issues.map(({ id, file, location: { line } }) => ({ id, file: file.replace(/^[./\\]+/, ''), line }))
  return { atomicChecks, errors, findings }
}

function copySources(folder: string): void {
  for (const area of ['desktop/main', 'desktop/preload']) {
    for (const file of globSync('**/*.ts', { cwd: join(root, area) })) {
      if (/\.test\.ts$|(^|\/)testing\//.test(file)) continue
      const to = join(folder, area, file.replace(/\.ts$/, '.js'))
      mkdirSync(dirname(to), { recursive: true })
      writeFileSync(to, stripTypeScriptTypes(readFileSync(join(root, area, file), 'utf8')))
    }
  }
  for (const file of process.argv.slice(2)) cpSync(file, join(folder, 'besides.js'))
  mkdirSync(join(folder, 'desktop/renderer'))
  for (const file of ['desktop/renderer/index.html', 'package.json']) cpSync(join(root, file), join(folder, file))
}

function replacePackages(folder: string): void {
  const stubs = new Map<string, string>()
  for (const [name, text] of Object.entries(replaced)) {
    const file = join(folder, `${stubs.size}.cjs`)
    writeFileSync(file, text)
    stubs.set(name, pathToFileURL(file).href)
  }
  registerHooks({
    resolve: (name, context, next) => {
      const url = stubs.get(name)
      return url ? { url, format: 'commonjs', shortCircuit: true } : next(name, context)
    },
  })
}

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), 'pergel-scan-'))
  const { log } = console
  // The scanner writes notes among our output.
  console.log = () => undefined
  try {
    mkdirSync(join(folder, 'sources'))
    copySources(join(folder, 'sources'))
    replacePackages(folder)
    log(JSON.stringify(await scan(join(folder, 'sources'))))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
