import { join } from 'node:path'
import { root } from '../childProcess.ts'
import type { NodeBundle } from '../nodeBundle.ts'
import { desktopSettings } from '../ownNode.mjs'
import { type Remote, startRemote } from './remote/remote.ts'
import type { Handlers } from './remote/serve.ts'

/** The benchmark's desktops. */
export const desktopBundle: NodeBundle = {
  name: 'bench-desktop',
  entry: 'build/bench/desktop/process.ts',
  sources: ['build/bench'],
}
export const screenBundle: NodeBundle = {
  name: 'bench-screen',
  entry: 'build/bench/screen/process.ts',
  sources: ['desktop/browser', 'build/bench'],
}

/** Starts what bench.ts has bundled, with the settings of a desktop. */
export const startBundle = <H extends Handlers>({ name }: NodeBundle): Remote<H> =>
  startRemote(join(root, 'dist', name, 'index.cjs'), { env: desktopSettings() })
