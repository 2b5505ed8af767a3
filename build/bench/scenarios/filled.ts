import { join } from 'node:path'
import type { Bench } from '../bench.ts'
import { desktopBundle, startBundle } from '../bundles.ts'
import { benchUsers } from '../customers.ts'
import type { DesktopRemote } from '../world.ts'

export interface Filled {
  file: string
  count: number
  documentBytes: number
  indexes: number
  seconds: number
}
const made = new WeakMap<Bench, Promise<Filled>>()

/** A profile file with 200,000 customers, made once a run. */
export function filledFile(bench: Bench): Promise<Filled> {
  const known = made.get(bench)
  if (known) return known
  const making = (async () => {
    const file = join(bench.folder, 'customers.sqlite')
    const remote: DesktopRemote = startBundle(desktopBundle)
    try {
      const { count, ...rest } = await remote.call('fill', file, bench.scaled(200_000))
      console.log(`  a profile file of ${count} records in ${rest.seconds.toFixed(1)} s`)
      return { file, count, ...rest }
    } finally {
      await remote.stop()
    }
  })()
  made.set(bench, making)
  return making
}

/** A desktop on it, signed out: what is measured needs no server. */
export async function openFilled(bench: Bench): Promise<DesktopRemote> {
  const { file } = await filledFile(bench)
  const remote: DesktopRemote = startBundle(desktopBundle)
  bench.later(() => remote.stop())
  const device = '0190a0a0-0000-7000-8000-0000000000dd'
  await remote.call('open', {
    ...{ file, server: 'http://127.0.0.1:9', token: undefined, device, user: benchUsers[4] ?? '' },
  })
  return remote
}
