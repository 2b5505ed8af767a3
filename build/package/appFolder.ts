import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../childProcess.ts'
import { buildRenderer } from '../renderer.ts'
import { type Bundle, bundle } from './bundle.ts'
import { gatherLicences } from './licences.ts'
import { copyPrebuilds } from './prebuilds.ts'

/** The three processes that are not the renderer. */
export const bundles = [
  { name: 'main', entry: 'desktop/main/index.ts' },
  { name: 'preload', entry: 'desktop/preload/index.ts' },
  { name: 'core', entry: 'desktop/electron/index.ts' },
] as const satisfies Bundle[]

/**
 * Everything that electron-builder packs, and nothing else: `main/`, `preload/` and `core/` as bundles, `renderer/` as
 * Vite built it, `prebuilds/` with SQLite, `icons/`, the licences, and a package.json without dependencies.
 */
export async function makeAppFolder(folder: string, options: { onStep: (step: string) => void }): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await buildRenderer({ onStart: () => options.onStep('Building the screens…') })
  await cp(join(root, 'dist/renderer'), join(folder, 'renderer'), { recursive: true })
  for (const one of bundles) {
    options.onStep(`Bundling ${one.name}…`)
    await bundle(one, folder)
  }
  await gatherLicences(folder, ['renderer', ...bundles.map(({ name }) => name)])
  await copyPrebuilds(folder)
  await copyIcons(join(folder, 'icons'))
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(await appPackage(), null, 2)}\n`)
}

/** The ones that main shows; those of installers and systems are electron-builder's. */
async function copyIcons(to: string) {
  const from = join(root, 'resources/icons')
  const names = (await readdir(from)).filter(name => name.startsWith('tray') || name === 'icon.png')
  for (const name of names) await cp(join(from, name), join(to, name))
}

/** What Electron reads: name and version are the project's, and there is nothing to install. */
async function appPackage() {
  const { name, version, description, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  return {
    name,
    productName: 'Pergel',
    version,
    description,
    license,
    author: 'Pergel',
    // What Linux knows the windows by, so that they stand under our icon.
    desktopName: 'pergel.desktop',
    main: 'main/index.cjs',
    type: 'commonjs',
  }
}
