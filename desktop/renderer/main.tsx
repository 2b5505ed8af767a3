import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { AdminApp } from './admin/AdminApp.tsx'
import { nameWindow, windowKind } from './admin/windows.ts'
import { App } from './app/App.tsx'
import { followApp } from './app/followApp.ts'
import { syncRoute } from './app/navigation.ts'
import { Providers } from './app/Providers.tsx'
import { makeStore } from './app/store.ts'
import { openBridge } from './data/bridge.ts'
import { portChannel, socketChannel } from './data/channels.ts'
import { type CoreConnection, connectCore } from './data/transport.ts'
import { createI18n } from './i18n/i18n.ts'

const bridge = openBridge()
const core = await openCore()
const store = makeStore(core)
const words = createI18n('tr')
syncRoute(store)
if (bridge) followApp(bridge, store)

/** In development `/ui` shows what screens are made of. */
const Parts = import.meta.env.DEV && isParts() ? (await import('./testing/parts/PartsPage.tsx')).PartsPage : undefined

const kind = windowKind()
nameWindow(kind)
const Window = Parts ?? { app: App, admin: AdminApp }[kind]

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')
createRoot(root).render(
  <StrictMode>
    <Providers core={core} store={store} words={words}>
      <Window />
    </Providers>
  </StrictMode>,
)

/** The real core; in development `?fake` (or `?fake=offline`, …) and `/ui` show screens on made-up records instead. */
async function openCore(): Promise<CoreConnection> {
  if (import.meta.env.DEV) {
    const query = new URLSearchParams(window.location.search)
    if (query.has('fake') || isParts()) return (await import('./testing/openFakeCore.ts')).openFakeCore(query)
  }
  return connectCore(bridge ? portChannel(bridge) : socketChannel())
}

function isParts() {
  return window.location.pathname === '/ui'
}
