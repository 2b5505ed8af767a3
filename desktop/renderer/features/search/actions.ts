import {
  type Icon,
  IconAdjustments,
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowsLeftRight,
  IconHistory,
  IconKeyboard,
  IconLanguage,
  IconLayoutSidebar,
  IconLineHeight,
  IconMessageReport,
  IconPlus,
  IconSunMoon,
  IconUserCircle,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { languages } from '../../../../shared/labels.ts'
import { searchTerms } from '../../../../shared/text.ts'
import { useSections } from '../../admin/sections.ts'
import { showAdmin } from '../../admin/windows.ts'
import { iconOfKind } from '../../app/kindIcons.ts'
import { mayCreate, useModules } from '../../app/modules.ts'
import { go } from '../../app/navigation.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { hashOf, toList, toNew } from '../../app/route.ts'
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
  /** Further words that people look for it by. */
  also?: string
  run: () => void
}

/** What the palette can do besides finding records: do, go to, set up this desktop, and the company for who may. */
export function usePaletteActions(): Record<'do' | 'goTo' | 'settings', PaletteAction[]> {
  const { t } = useTranslation(['search', 'app', 'account', 'problems'])
  const { label, language } = useFormat()
  const dispatch = useAppDispatch()
  const preferences = usePreferences()
  const set = useSetPreferences()
  const viewer = useViewer()
  const { main, dependent, shared } = useModules()
  const sections = useSections()
  const views = usePaletteViews(main)
  const { undoLast, redoLast } = useUndo()
  const isSetting = (...words: string[]) => [t('search:also.settings'), ...words].join(' ')
  const screens = [
    { screen: 'clashes', icon: IconArrowsLeftRight, text: t('search:clashes') },
    { screen: 'refused', icon: IconAlertTriangle, text: t('search:refused') },
    { screen: 'operations', icon: IconHistory, text: t('app:operations.title'), also: t('search:also.operations') },
  ] as const
  const themes = (['light', 'dark', 'system'] as const).filter(theme => theme !== preferences?.theme)
  const density = preferences?.dense ? 'comfortable' : 'dense'
  return {
    do: [
      ...main
        .filter(kind => mayCreate(viewer, kind.name))
        .map(kind => ({
          id: `new-${kind.name}`,
          icon: IconPlus,
          text: t('search:newRecord', { kind: label(kind.label.one) }),
          also: t('search:also.create'),
          run: () => go(toNew(kind.name)),
        })),
      {
        id: 'undo',
        icon: IconArrowBackUp,
        text: t('search:undo'),
        also: t('search:also.undo'),
        run: () => void undoLast(),
      },
      {
        id: 'redo',
        icon: IconArrowForwardUp,
        text: t('search:redo'),
        also: t('search:also.redo'),
        run: () => void redoLast(),
      },
    ],
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
      ...screens.map(({ screen, ...shown }) => ({ id: screen, ...shown, run: () => go({ screen }) })),
    ],
    settings: [
      {
        id: 'account',
        icon: IconUserCircle,
        text: t('account:menu'),
        also: isSetting(t('search:also.account')),
        run: () => go({ screen: 'account' }),
      },
      ...themes.map(theme => ({
        id: `theme-${theme}`,
        icon: IconSunMoon,
        text: t('search:theme', { theme: t(`app:profile.themes.${theme}`) }),
        also: isSetting(t('search:also.theme'), t(`search:also.themes.${theme}`)),
        run: () => set({ theme }),
      })),
      ...languages
        .filter(other => other !== language)
        .map(other => ({
          id: `language-${other}`,
          icon: IconLanguage,
          text: t('search:language', { language: t(`app:profile.languages.${other}`) }),
          also: isSetting(t('search:also.language')),
          run: () => set({ language: other }),
        })),
      {
        id: 'density',
        icon: IconLineHeight,
        text: t('search:density', { density: t(`app:profile.densities.${density}`) }),
        also: isSetting(t('search:also.density')),
        run: () => set({ dense: density === 'dense' }),
      },
      {
        id: 'rail',
        icon: IconLayoutSidebar,
        text: t('search:foldRail'),
        also: isSetting(),
        run: () => set({ railFolded: !preferences?.railFolded }),
      },
      {
        id: 'help',
        icon: IconKeyboard,
        text: t('app:help.title'),
        also: t('search:also.help'),
        run: () => dispatch(opened('help')),
      },
      {
        id: 'report',
        icon: IconMessageReport,
        text: t('problems:report.open'),
        also: t('search:also.report'),
        run: () => dispatch(opened('report')),
      },
      ...sections.map(({ id, label: section, route }) => ({
        id: `admin-${id}`,
        icon: IconAdjustments,
        text: t('search:administration', { section }),
        also: isSetting(),
        run: () => showAdmin(hashOf(route)),
      })),
    ],
  }
}

/** Actions of whose words one begins with every word typed, however its Turkish letters are written. */
export function actionsFor(actions: readonly PaletteAction[], words: string): PaletteAction[] {
  const terms = searchTerms(words)
  return actions.filter(({ text, also = '' }) => {
    const own = searchTerms(`${text} ${also}`)
    return terms.every(term => own.some(word => word.startsWith(term)))
  })
}
