import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { languages } from '../../../shared/labels.ts'
import type { WindowKind } from '../origin.ts'

const place = z.object({
  bounds: z.object({
    x: z.int(),
    y: z.int(),
    width: z.int().min(200).max(20_000),
    height: z.int().min(200).max(20_000),
  }),
  shown: z.enum(['normal', 'maximized', 'fullScreen']),
})
/** Where a window stood and how it was shown. */
export type Place = z.infer<typeof place>

const memory = z.object({
  windows: z.partialRecord(z.enum(['app', 'admin']), place).default({}),
  /** Of the menus, until core says it again. */
  language: z.enum(languages).default('tr'),
})
type Memory = z.infer<typeof memory>

/** What main keeps between two starts. A file that cannot be read or written costs a window's place, nothing else. */
export function openMemory(file: string, log: (event: string) => void) {
  let current = read(file)
  const change = (next: Partial<Memory>): void => {
    const before = JSON.stringify(current)
    current = { ...current, ...next }
    const text = JSON.stringify(current)
    if (text === before) return
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      writeFileSync(`${file}.new`, text, { mode: 0o600 })
      renameSync(`${file}.new`, file)
    } catch {
      log('memory.notKept')
    }
  }
  return {
    placeOf: (kind: WindowKind): Place | undefined => current.windows[kind],
    keepPlace: (kind: WindowKind, next: Place) => change({ windows: { ...current.windows, [kind]: next } }),
    get language() {
      return current.language
    },
    keepLanguage: (language: Memory['language']) => change({ language }),
  }
}
export type WindowMemory = ReturnType<typeof openMemory>

function read(file: string): Memory {
  try {
    return memory.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // The first start, or a file that somebody damaged: every window goes where it goes the first time.
    return memory.parse({})
  }
}
