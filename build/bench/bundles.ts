import type { NodeBundle } from '../nodeBundle.ts'

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
