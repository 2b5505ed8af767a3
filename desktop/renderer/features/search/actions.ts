import {
  type Icon,
  IconAlertTriangle,
  IconArrowsLeftRight,
  IconHistory,
  IconKeyboard,
  IconLanguage,
  IconLayoutSidebar,
  IconLineHeight,
  IconPlus,
  IconSunMoon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { languages } from '../../../../shared/labels.ts'
import { searchTerms } from '../../../../shared/text.ts'
import { iconOfKind } from '../../app/kindIcons.ts'
import { mayCreate, useModules } from '../../app/modules.ts'
import { go } from '../../app/navigation.ts'
import { toList, toNew } from '../../app/route.ts'
import { opened } from '../../app/screenSlice.ts'
import { useAppDispatch } from '../../app/store.ts'
import { useSetPreferences } from '../../app/usePreference.ts'
import { usePreferences, useViewer } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { usePaletteViews } from '../../records/views/usePaletteViews.ts'

export interface PaletteAction {
  id: string
  icon: Icon
  text: string
  run: () => void
}

/** What the palette can do besides finding records: new, go to, look and language. */
export function usePaletteActions(): { create: PaletteAction[]; goTo: PaletteAction[]; other: PaletteAction[] } {
  const { t } = useTranslation(['search', 'app'])
  const { label, language } = useFormat()
  const dispatch = useAppDispatch()
  const preferences = usePreferences()
  const set = useSetPreferences()
  const viewer = useViewer()
  const { main, dependent, shared } = useModules()
  const views = usePaletteViews(main)
  const screens = [
    { screen: 'clashes', icon: IconArrowsLeftRight, text: t('search:clashes') },
    { screen: 'refused', icon: IconAlertTriangle, text: t('search:refused') },
    { screen: 'operations', icon: IconHistory, text: t('app:operations.title') },
  ] as const
  const themes = (['light', 'dark', 'system'] as const).filter(theme => theme !== preferences?.theme)
  const density = preferences?.dense ? 'comfortable' : 'dense'
  return {
    create: main
      .filter(kind => mayCreate(viewer, kind.name))
      .map(kind => ({
        id: `new-${kind.name}`,
        icon: IconPlus,
        text: t('search:newRecord', { kind: label(kind.label.one) }),
        run: () => go(toNew(kind.name)),
      })),
    goTo: [
      ...[...main, ...dependent, ...shared].map(kind => ({
        id: `go-${kind.name}`,
        icon: iconOfKind(kind.name),
        text: label(kind.label.many),
        run: () => go(toList(kind.name)),
      })),
      ...views.map(({ kind, view }) => ({
        id: `view-${view.id}`,
        icon: iconOfKind(kind.name),
        text: `${label(kind.label.many)}: ${view.name}`,
        run: () => go(toList(kind.name, { view: view.id })),
      })),
      ...screens.map(({ screen, icon, text }) => ({ id: screen, icon, text, run: () => go({ screen }) })),
    ],
    other: [
      ...themes.map(theme => ({
        id: `theme-${theme}`,
        icon: IconSunMoon,
        text: t('search:theme', { theme: t(`app:profile.themes.${theme}`) }),
        run: () => set({ theme }),
      })),
      ...languages
        .filter(other => other !== language)
        .map(other => ({
          id: `language-${other}`,
          icon: IconLanguage,
          text: t('search:language', { language: t(`app:profile.languages.${other}`) }),
          run: () => set({ language: other }),
        })),
      {
        id: 'density',
        icon: IconLineHeight,
        text: t('search:density', { density: t(`app:profile.densities.${density}`) }),
        run: () => set({ dense: density === 'dense' }),
      },
      {
        id: 'rail',
        icon: IconLayoutSidebar,
        text: t('search:foldRail'),
        run: () => set({ railFolded: !preferences?.railFolded }),
      },
      { id: 'help', icon: IconKeyboard, text: t('app:help.title'), run: () => dispatch(opened('help')) },
    ],
  }
}

/** Actions whose words begin with every word typed, however its Turkish letters are written. */
export function actionsFor(actions: readonly PaletteAction[], words: string): PaletteAction[] {
  const terms = searchTerms(words)
  return actions.filter(({ text }) => {
    const own = searchTerms(text)
    return terms.every(term => own.some(word => word.startsWith(term)))
  })
}
