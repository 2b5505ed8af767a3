import { useEffect } from 'react'
import { rightsOf } from '../../../../shared/permissions/viewer.ts'
import { ElsewhereScreen } from '../../admin/ElsewhereScreen.tsx'
import { useKinds, useSession, useViewer } from '../../data/hooks.ts'
import { AccountScreen } from '../../features/account/AccountScreen.tsx'
import { ClashScreen } from '../../features/sync/ClashScreen.tsx'
import { RefusedScreen } from '../../features/sync/RefusedScreen.tsx'
import { RecordsScreen } from '../../records/RecordsScreen.tsx'
import { useModules } from '../modules.ts'
import { go } from '../navigation.ts'
import { OperationsScreen } from '../operations/OperationsScreen.tsx'
import { DeniedScreen, NotFoundScreen, NothingScreen } from '../problems/ProblemScreens.tsx'
import { isAdminScreen, type Route, toList } from '../route.ts'

/** The screen of a route, or why there is none. */
export function Content({ route }: { route: Route }) {
  const viewer = useViewer()
  const kinds = useKinds()
  if (route.screen === 'home') return <Home />
  if (route.screen === 'clashes') return <ClashScreen />
  if (route.screen === 'refused') return <RefusedScreen />
  if (route.screen === 'operations') return <OperationsScreen />
  if (route.screen === 'account') return <AccountScreen />
  if (isAdminScreen(route)) return <ElsewhereScreen route={route} />
  if (!('kind' in route)) return <NotFoundScreen />
  const kind = kinds.get(route.kind)
  if (!kind || kind.internal) return <NotFoundScreen />
  if (viewer && rightsOf(viewer, kind.name).see === 'none') return <DeniedScreen />
  return <RecordsScreen route={route} />
}

/** Home is the first module that the person may see. */
function Home() {
  const [first] = useModules().main
  const isKnown = useSession()?.viewer !== undefined
  useEffect(() => {
    if (first) go(toList(first.name), { replace: true })
  }, [first])
  return first || !isKnown ? null : <NothingScreen />
}
