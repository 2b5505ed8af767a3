import { type CSSProperties, memo, type RefObject, useCallback, useEffect, useRef } from 'react'
import { usePreferences } from '../../data/hooks.ts'
import { Palette } from '../../features/search/Palette.tsx'
import { WeakKeyStore } from '../../features/session/WeakKeyStore.tsx'
import { SyncNotices } from '../../features/sync/SyncNotices.tsx'
import { TourWatch } from '../../features/tour/TourWatch.tsx'
import { UpdateNotice } from '../../features/updates/UpdateNotice.tsx'
import { BulkProgress } from '../../records/bulk/BulkProgress.tsx'
import { useToastsBeside } from '../../ui/toastRoom.ts'
import { HelpDialog } from '../help/HelpDialog.tsx'
import { useFrameShortcuts } from '../help/useFrameShortcuts.ts'
import { useRoute } from '../navigation.ts'
import { ScreenBoundary } from '../problems/ScreenBoundary.tsx'
import { hashOf } from '../route.ts'
import { Content } from './Content.tsx'
import styles from './Frame.module.css'
import { LinkNotice } from './LinkNotice.tsx'
import { Rail } from './Rail.tsx'
import { TopBar } from './TopBar.tsx'

/**
 * Rail, top bar and content; what lies over them opens here too. Each follows by itself what it shows: an address that
 * changes, as with every record and filter, draws the screen anew and nothing around it.
 */
export const Frame = memo(function Frame() {
  const isFolded = usePreferences()?.railFolded ?? false
  const main = useRef<HTMLElement>(null)
  const skip = useCallback(() => main.current?.focus(), [])
  const railWidth = isFolded ? 56 : 208
  useToastsBeside(railWidth)
  return (
    <div className={styles.frame} style={{ '--rail-width': `${railWidth}px` } as CSSProperties}>
      <Shortcuts />
      <Rail isFolded={isFolded} onSkip={skip} />
      <TopBar />
      <div className={styles.body}>
        <LinkNotice />
        <SyncNotices />
        <BulkProgress />
        <UpdateNotice />
        <WeakKeyStore />
        <main id="main" ref={main} className={styles.main} tabIndex={-1}>
          <Screen main={main} />
        </main>
      </div>
      <Palette />
      <HelpDialog />
      <TourWatch />
    </div>
  )
})

function Screen({ main }: { main: RefObject<HTMLElement | null> }) {
  const route = useRoute()
  const screen = route.screen === 'unknown' || !('kind' in route) ? route.screen : route.kind
  // A new screen is read from its beginning.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the screen is the reason, not an input
  useEffect(() => {
    main.current?.scrollTo(0, 0)
  }, [screen])
  return (
    <ScreenBoundary resetKey={hashOf(route)}>
      <Content route={route} />
    </ScreenBoundary>
  )
}

function Shortcuts() {
  useFrameShortcuts()
  return null
}
