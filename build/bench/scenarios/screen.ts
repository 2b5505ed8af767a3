import { join } from 'node:path'
import { root } from '../../childProcess.ts'
import { buildRenderer } from '../../renderer.ts'
import type { Bench } from '../bench.ts'
import { screenBundle, startBundle } from '../bundles.ts'
import type { Remote } from '../remote/remote.ts'
import type { Common, Handlers } from '../remote/serve.ts'
import { percentile } from '../result.ts'
import { personAt } from '../screen/person.ts'
import type { BenchScreen } from '../screen/process.ts'
import { makeProfile, nowhere } from '../screen/profile.ts'
import { tasksDuring } from '../screen/tasks.ts'
import { openWindow } from '../screen/window.ts'
import { filledFile } from './filled.ts'

type ScreenRemote = Remote<BenchScreen & Common & Handlers>

/** The list of 200,000 customers as it is used: the built renderer in Chromium, on a real core that is offline. */
export async function screen(bench: Bench): Promise<void> {
  await buildRenderer({ onStart: () => console.log('  building the screens') })
  const { file } = await filledFile(bench)
  await measureScreen(bench, { file, folder: bench.folder, renderer: join(root, 'dist/renderer') })
}

/** How many milliseconds one task may keep the page from answering. */
const taskTarget = 50

export async function measureScreen(
  bench: Pick<Bench, 'add' | 'later' | 'wants'>,
  { file, folder, renderer }: { file: string; folder: string; renderer: string },
): Promise<void> {
  const profile = join(folder, 'screen')
  makeProfile(profile, file)
  const desktop: ScreenRemote = startBundle(screenBundle)
  bench.later(() => desktop.stop())
  const url = await desktop.call('open', { profile, renderer, server: nowhere })
  await desktop.call('live', 'customer')
  const window = await openWindow(url)
  bench.later(() => window.close())
  const person = personAt(window.page)
  await person.arrive()

  /** Does something twice, the first time so that the code is as warm as in the middle of a day. */
  const part = async (name: string, target: number | undefined, act: () => Promise<number[]>): Promise<void> => {
    if (!bench.wants(`screen.${name}`)) return
    await act()
    const [{ cpu, wall }, times] = await tasksDuring(window.browser, name, act)
    const figure = { unit: 'ms', better: 'less' } as const
    bench.add({ ...figure, name: `screen.${name}.task`, value: cpu, target: taskTarget })
    bench.add({ ...figure, name: `screen.${name}.task.wall`, value: wall })
    if (times.length > 0)
      bench.add({
        ...{ ...figure, name: `screen.${name}.shown`, value: percentile(times, 0.95) },
        ...(target === undefined ? {} : { target }),
      })
  }
  await part('scroll', undefined, async () => {
    await person.scroll()
    return []
  })
  await part('window', 50, () => person.windows(20))
  let seen = 20
  const further = (until: 'shown' | 'drawn') => {
    seen += 20
    return person.windows(20, seen, until)
  }
  await part('jump', undefined, () => further('shown'))
  if (bench.wants('screen.jump')) {
    const value = percentile(await further('drawn'), 0.95)
    bench.add({ name: 'screen.jump.drawn', unit: 'ms', value, better: 'less', target: 50 })
  }
  await part('filter', undefined, person.filter)
  await part('sort', undefined, person.sort)
  await part('group', 200, person.group)
  await part('detail', 100, () => person.detail(8))
  await part('paste.block', 300, async () => [await person.paste(50, 10)])
  await part('paste.column', 300, async () => [await person.paste(500, 1)])
  await window.close()
  await desktop.stop()
}
