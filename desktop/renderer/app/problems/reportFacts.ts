import { z } from 'zod'
import type { Route } from '../route.ts'

/** The screen by its name and its kind's: no id, no filter, no word that was typed. */
export const screenName = (route: Route): string => ('kind' in route ? `${route.kind}/${route.screen}` : route.screen)

const times = z.object({ calls: z.array(z.object({ name: z.string(), p95: z.number(), longest: z.number() })) })

/** The calls of core that took longest, as `records.list 812 ms`. */
export function longestTimes(bundle: string, most = 5): string {
  const parsed = times.safeParse(JSON.parse(bundle))
  if (!parsed.success) return ''
  return [...parsed.data.calls]
    .sort((a, b) => b.longest - a.longest)
    .slice(0, most)
    .map(({ name, longest }) => `${name} ${Math.round(longest)} ms`)
    .join(', ')
}

/** What only the window knows: how it is shown, and how long it took to come up. */
export function windowFacts(route: Route, link: string) {
  const [start] = performance.getEntriesByType('navigation')
  return {
    screen: screenName(route),
    link,
    width: window.innerWidth,
    height: window.innerHeight,
    pixels: window.devicePixelRatio,
    engine: /(?:Chrome|Firefox|Version)\/[\d.]+/.exec(navigator.userAgent)?.[0] ?? '',
    online: navigator.onLine,
    loadedMs: Math.round(start?.duration ?? 0),
    openForSeconds: Math.round(performance.now() / 1000),
  }
}
