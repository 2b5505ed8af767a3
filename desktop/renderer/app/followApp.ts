import type { Bridge } from '../data/bridge.ts'
import { opened } from './screenSlice.ts'
import type { Store } from './store.ts'

/** What the Electron app asks of its window: a link that was opened, an item of its menu. */
export function followApp(bridge: Bridge, store: Store): void {
  bridge.onGo(path => {
    window.location.hash = `#/${path}`
  })
  bridge.onCommand(what => store.dispatch(opened(what)))
}
