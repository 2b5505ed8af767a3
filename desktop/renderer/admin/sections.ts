import { type Icon, IconBuildingCog, IconForms, IconKey, IconShieldLock, IconUsers } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import { iconOfKind } from '../app/kindIcons.ts'
import { useModules } from '../app/modules.ts'
import type { AdminScreen, Route } from '../app/route.ts'
import { toList } from '../app/route.ts'
import { useViewer } from '../data/hooks.ts'
import { useFormat } from '../i18n/format.ts'

export interface Section {
  id: string
  label: string
  icon: Icon
  route: Route
  isHere: (route: Route) => boolean
}

/** What the admin window offers to this viewer: its own screens, then lists of what the company is set up with. */
export function useSections(): Section[] {
  const { t } = useTranslation('admin')
  const { label } = useFormat()
  const viewer = useViewer()
  const { system } = useModules()
  return useMemo(() => {
    if (!viewer) return []
    const own = screens
      .filter(({ mayOpen }) => mayOpen(viewer))
      .map<Section>(({ screen, icon }) => ({
        id: screen,
        label: t(`sections.${screen}`),
        icon,
        route: { screen },
        isHere: route => route.screen === screen,
      }))
    // Their lists are read by many; here stand those who may change them.
    const lists = system
      .filter(kind => !ownScreens.has(kind.name))
      .map<Section>(kind => ({
        id: kind.name,
        label: label(kind.label.many),
        icon: iconOfKind(kind.name),
        route: toList(kind.name),
        isHere: route => 'kind' in route && route.kind === kind.name,
      }))
    return [...own, ...lists]
  }, [viewer, system, t, label])
}

export const isAdmin = (viewer: Viewer): boolean => viewer.rights.abilities.includes('admin')
export const mayManageKeys = (viewer: Viewer): boolean => viewer.rights.abilities.includes('manageKeys')
/** Whether the admin window has anything to show. */
export const mayAdminister = (viewer: Viewer): boolean => screens.some(({ mayOpen }) => mayOpen(viewer))
export const mayManagePeople = (viewer: Viewer): boolean => isAdmin(viewer)

/** Kinds that have a screen of their own here, which says more than a list. */
const ownScreens = new Set(['user', 'role', 'ownField'])

const screens: { screen: AdminScreen; icon: Icon; mayOpen: (viewer: Viewer) => boolean }[] = [
  { screen: 'people', icon: IconUsers, mayOpen: mayManagePeople },
  { screen: 'access', icon: IconShieldLock, mayOpen: mayManagePeople },
  { screen: 'company', icon: IconBuildingCog, mayOpen: isAdmin },
  { screen: 'fields', icon: IconForms, mayOpen: isAdmin },
  { screen: 'keys', icon: IconKey, mayOpen: mayManageKeys },
]
