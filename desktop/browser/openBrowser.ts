import { spawn } from 'node:child_process'

/** Opens the app in a window of its own where a display is; without one the printed address is all there is. */
export function openBrowser(url: string, profile: string): void {
  const isLinux = process.platform === 'linux'
  if (isLinux && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return
  const browser = process.env['PERGEL_CHROMIUM']
  const [command, args] = browser
    ? [browser, [`--app=${url}`, `--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check']]
    : isLinux
      ? ['xdg-open', [url]]
      : process.platform === 'darwin'
        ? ['open', [url]]
        : ['cmd', ['/c', 'start', '', url]]
  // No browser is no reason to stop: the address stands on the line above.
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}
