import { type CSSProperties, useEffect, useRef } from 'react'
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

/** Rail, top bar and content; what lies over them opens here too. */
export function Frame() {
  const route = useRoute()
  const isFolded = usePreferences()?.railFolded ?? false
  const main = useRef<HTMLElement>(null)
  const screen = route.screen === 'unknown' || !('kind' in route) ? route.screen : route.kind
  useFrameShortcuts()
  const railWidth = isFolded ? 56 : 208
  useToastsBeside(railWidth)
  // A new screen is read from its beginning.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the screen is the reason, not an input
  useEffect(() => {
    main.current?.scrollTo(0, 0)
  }, [screen])
  return (
    <div className={styles.frame} style={{ '--rail-width': `${railWidth}px` } as CSSProperties}>
      <Rail isFolded={isFolded} onSkip={() => main.current?.focus()} />
      <TopBar />
      <div className={styles.body}>
        <LinkNotice />
        <SyncNotices />
        <BulkProgress />
        <UpdateNotice />
        <WeakKeyStore />
        <main id="main" ref={main} className={styles.main} tabIndex={-1}>
          <ScreenBoundary resetKey={hashOf(route)}>
            <Content route={route} />
          </ScreenBoundary>
        </main>
      </div>
      <Palette />
      <HelpDialog />
      <TourWatch />
    </div>
  )
}
