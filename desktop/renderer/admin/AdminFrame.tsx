import { type CSSProperties, useEffect, useRef } from 'react'
import frame from '../app/frame/Frame.module.css'
import { LinkNotice } from '../app/frame/LinkNotice.tsx'
import { HelpDialog } from '../app/help/HelpDialog.tsx'
import { useRoute } from '../app/navigation.ts'
import { ScreenBoundary } from '../app/problems/ScreenBoundary.tsx'
import { hashOf } from '../app/route.ts'
import { SyncNotices } from '../features/sync/SyncNotices.tsx'
import { UpdateNotice } from '../features/updates/UpdateNotice.tsx'
import { useToastsBeside } from '../ui/toastRoom.ts'
import { AdminContent } from './AdminContent.tsx'
import { AdminRail } from './AdminRail.tsx'
import { AdminTop } from './AdminTop.tsx'
import type { Section } from './sections.ts'
import { useAdminShortcuts } from './useAdminShortcuts.ts'

const railWidth = 208

/** Rail with sections, top bar and content, as in the app. */
export function AdminFrame({ sections }: { sections: readonly Section[] }) {
  const route = useRoute()
  const main = useRef<HTMLElement>(null)
  const here = sections.find(({ isHere }) => isHere(route))?.id
  useAdminShortcuts(sections)
  useToastsBeside(railWidth)
  // A new section is read from its beginning.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the section is the reason, not an input
  useEffect(() => {
    main.current?.scrollTo(0, 0)
  }, [here])
  return (
    <div className={frame.frame} style={{ '--rail-width': `${railWidth}px` } as CSSProperties}>
      <AdminRail sections={sections} onSkip={() => main.current?.focus()} />
      <AdminTop />
      <div className={frame.body}>
        <LinkNotice />
        <SyncNotices />
        <UpdateNotice />
        <main id="main" ref={main} className={frame.main} tabIndex={-1}>
          <ScreenBoundary resetKey={hashOf(route)}>
            <AdminContent route={route} sections={sections} />
          </ScreenBoundary>
        </main>
      </div>
      <HelpDialog goTo={sections.map(({ label }) => label)} />
    </div>
  )
}
