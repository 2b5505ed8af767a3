import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { languages } from '../shared/labels.ts'
import { checkDom } from './checks/dom.ts'
import { checkImports } from './checks/imports.ts'
import { checkKinds, kindNames } from './checks/kinds.ts'
import { checkParity, type Locale } from './checks/locales.ts'
import { type Problem, readSources } from './checks/source.ts'
import { checkKeys } from './checks/textKeys.ts'
import { checkTexts } from './checks/texts.ts'
import { root } from './childProcess.ts'

const desktopAreas = ['core', 'browser', 'electron', 'main', 'preload', 'renderer', 'e2e']

/** Everything about the sources that neither compiler nor linter can see. */
export function sourceChecks(): { name: string; problems: Problem[] }[] {
  const sources = readSources(root)
  const areas = ['shared', 'server', 'build', ...desktopAreas.map(area => `desktop/${area}`)]
  const configs = areas.map(area => ({ path: `${area}/tsconfig.json`, text: read(`${area}/tsconfig.json`) }))
  // The one that the others are compared with first.
  const locales = languages.map(readLocale)
  const [first] = locales
  return [
    { name: 'who imports whom', problems: checkImports(sources) },
    { name: 'no DOM outside the renderer', problems: checkDom(sources, configs) },
    { name: 'no engine file names a kind', problems: checkKinds(sources, kindNames(sources)) },
    { name: 'no text outside the locales', problems: checkTexts(sources) },
    { name: 'the languages agree', problems: checkParity(locales) },
    {
      name: 'texts asked for and texts there',
      problems: first ? checkKeys(sources, first, [read('server/rest/docs.html')]) : [],
    },
  ]
}

const read = (path: string) => readFileSync(join(root, path), 'utf8')

function readLocale(language: string): Locale {
  const folder = `shared/locales/${language}`
  const names = readdirSync(join(root, folder)).filter(name => name.endsWith('.json'))
  const files = names.map(name => [name.replace('.json', ''), JSON.parse(read(`${folder}/${name}`))])
  return { language, files: Object.fromEntries(files) }
}
