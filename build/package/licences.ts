import { readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { licenseFile } from './bundle.ts'

/** Packages of which only files are shipped, so that no bundler knows of them. */
const filesOnly = ['@fontsource-variable/inter']
/** Work of others within a package, under licences of their own. */
const within: Readonly<Record<string, readonly string[]>> = {
  'pdfjs-dist': [
    'cmaps/LICENSE',
    'standard_fonts/LICENSE_FOXIT',
    'standard_fonts/LICENSE_LIBERATION',
    'wasm/LICENSE_JBIG2',
    'wasm/LICENSE_OPENJPEG',
    'wasm/LICENSE_PDFJS_JBIG2',
    'wasm/LICENSE_PDFJS_OPENJPEG',
  ],
}

/**
 * Makes one `THIRD-PARTY.md` of what the builds in these folders of the app say about the packages in them, each package
 * once. Their licences ask for it wherever the app goes.
 */
export async function gatherLicences(app: string, folders: readonly string[]): Promise<void> {
  const texts = new Map<string, string>()
  for (const folder of folders) {
    const file = join(app, folder, licenseFile)
    for (const [title, text] of sectionsOf(await readFile(file, 'utf8'))) texts.set(title, text)
    await rm(file)
  }
  for (const name of filesOnly) {
    const home = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
    const { version, license } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'))
    texts.set(`${name} - ${version} (${license})`, await readFile(join(home, 'LICENSE'), 'utf8'))
  }
  for (const [name, files] of Object.entries(within)) {
    const home = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
    const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'))
    for (const file of files)
      texts.set(`${name}/${file} - ${version} (as follows)`, await readFile(join(home, file), 'utf8'))
  }
  const sections = [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, text]) => `## ${title}\n\n${text.trim()}\n`)
  await writeFile(join(app, 'THIRD-PARTY.md'), `# The work of others in Pergel\n\n${sections.join('\n')}`)
}

/** Titles look like `name - version (licence)`; licences may have headings of their own. */
export function sectionsOf(text: string): [title: string, text: string][] {
  const titles = [...text.matchAll(/^## (\S+ - \d\S* \([^\n]+\))$/gm)]
  return titles.map((found, i) => [
    found[1] ?? '',
    text.slice(found.index + found[0].length, titles[i + 1]?.index ?? text.length).trim(),
  ])
}
