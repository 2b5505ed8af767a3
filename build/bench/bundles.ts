import { type NodeBundle, nodeBundle } from '../nodeBundle.ts'
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

const files = new Map<NodeBundle, string>()

/** Bundles both: what is measured is what people run. */
export async function makeBundles(): Promise<void> {
  for (const bundle of [desktopBundle, screenBundle])
    files.set(bundle, await nodeBundle(bundle, { onStart: () => console.log(`Bundling ${bundle.name}…`) }))
}

/** Starts one of them with the settings of a desktop. */
export function startBundle<H extends Handlers>(bundle: NodeBundle): Remote<H> {
  const file = files.get(bundle)
  if (!file) throw new Error(`${bundle.name} is not bundled`)
  return startRemote(file, { env: desktopSettings() })
}
