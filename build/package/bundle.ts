import { join } from 'node:path'
import { build } from 'vite'
import { root } from '../childProcess.ts'
import { threads } from './threads.ts'

/** What Node or Electron's side of the app is made of: one folder of the app each, one file for each process or thread. */
export interface Bundle {
  /** Its folder in the app. */
  name: string
  /** The source it starts with, from the project's root. */
  entry: string
}

/** In every folder of a build: the licences of the packages that are in it. */
export const licenseFile = 'licenses.md'

/** Packages that are looked for at run time and missing on purpose: `ws` is quicker with them and complete without. */
const optional = ['bufferutil', 'utf-8-validate']

/**
 * Bundles a source and all it imports, packages included, into `<folder>/<name>/`: CommonJS, because that is what loads
 * everywhere inside an asar archive (a sandboxed preload, a utility process, a thread). Throws with Vite's own words.
 */
export async function bundle({ name, entry }: Bundle, folder: string): Promise<void> {
  const file = join(root, entry)
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [threads()],
    ssr: { noExternal: true, target: 'node' },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      ssr: true,
      outDir: join(folder, name),
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      license: { fileName: licenseFile },
      rolldownOptions: {
        input: { index: file },
        external: ['electron', ...optional],
        // All in one folder: better-sqlite3 looks for its binary one folder up, in `prebuilds`.
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      },
    },
  })
}
