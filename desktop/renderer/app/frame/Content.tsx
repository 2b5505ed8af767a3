import { rightsOf } from '../../../../shared/permissions/viewer.ts'
import { ElsewhereScreen } from '../../admin/ElsewhereScreen.tsx'
import { useKinds, useSyncState, useViewer } from '../../data/hooks.ts'
import { AccountScreen } from '../../features/account/AccountScreen.tsx'
import { ClashScreen } from '../../features/sync/ClashScreen.tsx'
import { StillLoading } from '../../features/sync/NothingHere.tsx'
import { RefusedScreen } from '../../features/sync/RefusedScreen.tsx'
import { RecordsScreen } from '../../records/RecordsScreen.tsx'
import { HomeScreen } from '../home/HomeScreen.tsx'
import { OperationsScreen } from '../operations/OperationsScreen.tsx'
import { DeniedScreen, NotFoundScreen } from '../problems/ProblemScreens.tsx'
import { isAdminScreen, type Route } from '../route.ts'

/** The screen of a route, or why there is none. */
export function Content({ route }: { route: Route }) {
  const viewer = useViewer()
  const kinds = useKinds()
  const isLoading = useSyncState()?.firstSync !== undefined
  // What the person may see comes with the first answer of the server; until then there is nothing to be asked for.
  if (!viewer && isLoading && route.screen !== 'account') return <StillLoading />
  if (route.screen === 'home') return <HomeScreen />
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
