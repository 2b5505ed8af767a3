/** Under these names the two windows find each other. */
const names = { app: 'pergel-app', admin: 'pergel-admin' }
export type WindowKind = keyof typeof names

/** Which of the two this page is: `?window=admin` is the admin window. */
export const windowKind = (): WindowKind =>
  new URLSearchParams(window.location.search).get('window') === 'admin' ? 'admin' : 'app'

/** Makes this window findable by the other one. */
export function nameWindow(kind: WindowKind): void {
  window.name = names[kind]
}

/** Brings the admin window to the front, opened at `hash` where it is not there yet. */
export const showAdmin = (hash = ''): void => show('admin', hash)
/** Brings the app's window to the front. */
export const showApp = (): void => show('app', '')

function show(kind: WindowKind, hash: string): void {
  // The Electron app turns an address of ours into the window of that kind, the one that is there if it can.
  if (window.pergel) {
    window.open(addressOf(kind) + hash)
    return
  }
  // An empty address only finds and shows a window that is there; a new one is blank and gets its address.
  const target = window.open('', names[kind])
  if (!target) return
  if (target.location.href === 'about:blank') target.location.href = addressOf(kind) + hash
  else if (hash) target.location.hash = hash
  target.focus()
}

function addressOf(kind: WindowKind): string {
  const url = new URL(window.location.href)
  url.hash = ''
  if (kind === 'admin') url.searchParams.set('window', 'admin')
  else url.searchParams.delete('window')
  return url.href
}
