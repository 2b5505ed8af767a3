import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './childProcess.ts'

/** The Electron that can be started here and now, or why there is none. */
export type Runtime = { path: string } | { why: string }

/**
 * Looks where the npm package `electron` keeps its runtime, as its own index.js does, and never fetches it: that is over
 * a hundred megabytes from outside npm, and where the way there is closed it hangs. `npx install-electron` fetches it.
 */
export function electronRuntime(
  env: NodeJS.ProcessEnv,
  machine: { platform: NodeJS.Platform; isRoot: boolean; folder?: string } = thisMachine(),
): Runtime {
  const { platform, isRoot, folder = join(root, 'node_modules/electron') } = machine
  const file = join(folder, 'path.txt')
  const name = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  const override = env.ELECTRON_OVERRIDE_DIST_PATH
  const path = override ? join(override, name ?? 'electron') : name && join(folder, 'dist', name)
  if (!path || !existsSync(path))
    return { why: 'its runtime is not on this machine; `npx install-electron` fetches it' }
  if (platform === 'linux') {
    if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return { why: 'there is no display' }
    // Chromium's sandbox refuses root, and without its sandbox we do not start it.
    if (isRoot) return { why: 'it does not run as root' }
  }
  return { path }
}

/** What Electron is started with: our Node's settings are not for it. */
export function electronEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_COMPILE_CACHE: _cache, ELECTRON_RUN_AS_NODE: _asNode, ...rest } = env
  return rest
}

const thisMachine = () => ({ platform: process.platform, isRoot: process.getuid?.() === 0 })
