import { basename, dirname, resolve } from 'node:path'
import type { Plugin } from 'vite'

/**
 * Threads and processes that a source starts by `new URL('./x.ts', import.meta.url)` become bundles of their own beside
 * the one that starts them: no list of them has to be kept anywhere.
 */
export function threads(): Plugin {
  return {
    name: 'pergel-threads',
    enforce: 'pre',
    transform(code, id) {
      if (!/\.[cm]?ts$/.test(id) || !code.includes('new URL(')) return undefined
      const started = [...code.matchAll(startedUrl)]
      if (started.length === 0) return undefined
      for (const [, path = ''] of started) {
        this.emitFile({ type: 'chunk', id: resolve(dirname(id), `${path}.ts`), fileName: bundleOf(path) })
      }
      return { code: code.replace(startedUrl, (_, path: string) => `new URL('./${bundleOf(path)}', import.meta.url)`) }
    },
  }
}

const startedUrl = /new URL\('(\.{1,2}\/[^']+)\.ts',\s*import\.meta\.url\)/g

const bundleOf = (path: string) => `${basename(path)}.cjs`
