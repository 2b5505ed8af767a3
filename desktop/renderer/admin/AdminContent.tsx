import { type ComponentType, useEffect } from 'react'
import { rightsOf } from '../../../shared/permissions/viewer.ts'
import { go } from '../app/navigation.ts'
import { DeniedScreen, NotFoundScreen } from '../app/problems/ProblemScreens.tsx'
import { type AdminScreen, adminScreens, type Route } from '../app/route.ts'
import { useKinds, useViewer } from '../data/hooks.ts'
import { AccountScreen } from '../features/account/AccountScreen.tsx'
import { RecordsScreen } from '../records/RecordsScreen.tsx'
import { AccessScreen } from './access/AccessScreen.tsx'
import { CompanyScreen } from './company/CompanyScreen.tsx'
import { FieldsScreen } from './fields/FieldsScreen.tsx'
import { KeysScreen } from './keys/KeysScreen.tsx'
import { PeopleScreen } from './people/PeopleScreen.tsx'
import type { Section } from './sections.ts'

const screens: Record<AdminScreen, ComponentType> = {
  people: PeopleScreen,
  access: AccessScreen,
  company: CompanyScreen,
  fields: FieldsScreen,
  keys: KeysScreen,
}

/** The screen of a route within the admin window. */
export function AdminContent({ route, sections }: { route: Route; sections: readonly Section[] }) {
  const kinds = useKinds()
  const viewer = useViewer()
  if (route.screen === 'home') return <Home sections={sections} />
  if (route.screen === 'account') return <AccountScreen />
  const screen = adminScreens.find(name => name === route.screen)
  if (screen) {
    if (!sections.some(({ id }) => id === screen)) return <DeniedScreen />
    const Screen = screens[screen]
    return <Screen />
  }
  if (!('kind' in route)) return <NotFoundScreen />
  const kind = kinds.get(route.kind)
  if (!kind || kind.internal) return <NotFoundScreen />
  if (viewer && rightsOf(viewer, kind.name).see === 'none') return <DeniedScreen />
  return <RecordsScreen route={route} />
}

/** Home is the first section. */
function Home({ sections }: { sections: readonly Section[] }) {
  const [first] = sections
  useEffect(() => {
    if (first) go(first.route, { replace: true })
  }, [first])
  return null
}
