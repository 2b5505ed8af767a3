import { languages } from '../../../shared/labels.ts'
import type { CoreConnection } from '../data/transport.ts'
import { createFakeCore } from './fakeCore.ts'
import { withProblems } from './fakeProblems.ts'
import { scenes } from './fakeScenes.ts'

/** `?fake=<scene>&language=de&theme=dark&dense=1&folded=1`: the first screen of a session of looking. */
export function openFakeCore(query: URLSearchParams): CoreConnection {
  const scene = scenes.find(name => name === query.get('fake')) ?? 'plain'
  const theme = query.get('theme')
  const core = createFakeCore(scene, {
    language: languages.find(language => language === query.get('language')) ?? 'tr',
    theme: theme === 'dark' || theme === 'system' ? theme : 'light',
    dense: query.has('dense'),
    railFolded: query.has('folded'),
  })
  return withProblems(core, query)
}
