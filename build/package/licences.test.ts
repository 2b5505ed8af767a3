import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { gatherLicences, sectionsOf } from './licences.ts'

const text =
  '# Licenses\n\nThe app bundles:\n\n## b - 1.0.0 (BlueOak-1.0.0)\n\n## Purpose\n\nGood.\n\n## a - 2.0.0-rc.1 (MIT)\n\nMIT License\n'

it('tells packages from the headings inside a licence', () => {
  expect(sectionsOf(text)).toEqual([
    ['b - 1.0.0 (BlueOak-1.0.0)', '## Purpose\n\nGood.'],
    ['a - 2.0.0-rc.1 (MIT)', 'MIT License'],
  ])
})

it('names each package once, in order, and the font that no bundler sees', async () => {
  const app = await mkdtemp(join(tmpdir(), 'pergel-licences-'))
  try {
    for (const folder of ['main', 'core']) {
      await mkdir(join(app, folder))
      await writeFile(join(app, folder, 'licenses.md'), text)
    }
    await gatherLicences(app, ['main', 'core'])
    const made = await readFile(join(app, 'THIRD-PARTY.md'), 'utf8')
    const titles = sectionsOf(made).map(([title]) => title.split(' ')[0])
    expect(titles.filter(title => !title?.startsWith('pdfjs-dist/'))).toEqual(['@fontsource-variable/inter', 'a', 'b'])
    // Fonts and decoders that come within the PDF library have authors of their own.
    expect(titles).toContain('pdfjs-dist/standard_fonts/LICENSE_LIBERATION')
    expect(made).toContain('SIL OPEN FONT LICENSE')
    expect(await readdir(join(app, 'main'))).toEqual([])
  } finally {
    await rm(app, { recursive: true })
  }
})
