import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../fixtures/process.ts'

/** A copy of Pergel's own sources, for changing them as CONTRIBUTING.md says. */
export interface Sources {
  /** A module of the copy, typed as the original. */
  load<M>(path: string): Promise<M>
  add(path: string, text: string): Promise<void>
  /** Puts something else for the one place where `old` stands; throws where there is none. */
  replace(path: string, old: string, next: string): Promise<void>
  /** Runs a script of the copy on this Node and gives what it printed. */
  run(path: string, ...args: string[]): Promise<string>
  read(path: string): Promise<string>
  remove(): Promise<void>
}

const parts = ['shared', 'server', 'desktop/core', 'desktop/renderer', 'package.json', 'tsconfig.base.json']

export async function copyOfSources(): Promise<Sources> {
  const folder = await mkdtemp(join(tmpdir(), 'pergel-new-kind-'))
  await Promise.all(parts.map(part => cp(join(root, part), join(folder, part), { recursive: true })))
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const at = (path: string) => join(folder, path)
  const read = (path: string) => readFile(at(path), 'utf8')
  return {
    load: path => import(/* @vite-ignore */ at(path)),
    add: (path, text) => writeFile(at(path), text, { flag: 'wx' }),
    replace: async (path, old, next) => {
      const text = await read(path)
      if (text.split(old).length !== 2) throw new Error(`${path} does not say ${old} once`)
      await writeFile(
        at(path),
        text.replace(old, () => next),
      )
    },
    run: async (path, ...args) => (await promisify(execFile)(process.execPath, [at(path), ...args])).stdout,
    read,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
