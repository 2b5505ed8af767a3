import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../childProcess.ts'

// The parser that electron-builder reads its own file with.
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
const { load } = createRequire(builder.resolve('app-builder-lib'))('js-yaml') as { load(text: string): unknown }

interface Workflow {
  name: string
  on: unknown
  permissions: Record<string, string>
  jobs: Record<string, { steps: Step[]; permissions?: Record<string, string>; 'timeout-minutes'?: number }>
}
interface Step {
  run?: string
  uses?: string
  env?: Record<string, string>
  with?: Record<string, unknown>
}

const folder = join(root, '.github/workflows')
const texts = readdirSync(folder).map(name => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
const workflows = texts.map(({ name, text }) => ({ name, workflow: load(text) as Workflow }))
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps)
const named = (name: string) => {
  const found = workflows.find(one => one.name === name)
  if (!found) throw new Error(`${name} is missing`)
  return found.workflow
}
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }

describe('the workflows', () => {
  it('call only commands that exist, with words that they know', () => {
    const calls = workflows.flatMap(({ workflow }) => stepsOf(workflow).flatMap(({ run }) => run ?? []))
    const verbs = calls.flatMap(run => [...run.matchAll(/npm run ([\w:-]+)/g)].map(([, verb]) => verb ?? ''))
    expect(verbs).toContain('package')
    for (const verb of verbs) expect(Object.keys(scripts)).toContain(verb)
    for (const [file] of calls.flatMap(run => [...run.matchAll(/^\.[\w./-]+/gm)])) {
      expect(existsSync(join(root, file)), file).toBe(true)
      expect(statSync(join(root, file)).mode & 0o100, `${file} can be run`).toBeTruthy()
    }
    // Also the step that people do by hand.
    const usage = readFileSync(join(root, 'build/package.ts'), 'utf8')
    const { text } = texts.find(({ name }) => name === 'release.yml') ?? { text: '' }
    expect(text).toContain('npm run package -- sign FOLDER --key FILE')
    for (const word of ['sign FOLDER --key FILE', '--win', '--mac', '--linux']) expect(usage).toContain(word)
  })

  it('run what everybody runs: the whole of npm test', () => {
    expect(stepsOf(named('ci.yml')).map(({ run }) => run)).toContain('.ci/run')
    expect(readFileSync(join(root, '.ci/run'), 'utf8')).toContain('npm test')
  })

  it('may read, and write only where a draft is made', () => {
    for (const { workflow } of workflows) expect(workflow.permissions).toEqual({ contents: 'read' })
    const writers = Object.entries(named('release.yml').jobs).filter(([, { permissions }]) => permissions)
    expect(writers.map(([name, { permissions }]) => [name, permissions])).toEqual([['draft', { contents: 'write' }]])
  })

  it('end by themselves, each job', () => {
    for (const { workflow } of workflows)
      for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0)
  })

  it('publish nothing and never see the offline key', () => {
    for (const { name, text } of texts) {
      expect(text, name).not.toMatch(/secrets\.\w*(UPDATE|RELEASE|PERGEL)\w*KEY|PERGEL_KEY_PASSPHRASE/)
      expect(text, name).not.toMatch(/https?:\/\//)
    }
    const runs = stepsOf(named('release.yml')).flatMap(({ run }) => run ?? [])
    expect(runs.filter(run => run.includes('gh release')).every(run => run.includes('--draft'))).toBe(true)
    expect(runs.some(run => run.includes('package -- sign'))).toBe(false)
  })

  it('put no value from outside into a command line', () => {
    // What a person can name, such as a branch, would be run as code there.
    for (const { workflow } of workflows)
      for (const { run } of stepsOf(workflow)) expect(run ?? '').not.toMatch(/\$\{\{\s*(github\.(event|head_ref|ref))/)
  })
})
