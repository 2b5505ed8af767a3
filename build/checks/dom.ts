import type { Problem, Source } from './source.ts'

/** These run where there is no window: without the DOM's types, the compiler finds every use of it. */
const withoutDom = ['shared', 'server', 'desktop/core', 'desktop/browser', 'desktop/electron', 'desktop/main']

/** `configs`: path and text of each area's tsconfig.json. */
export function checkDom(sources: Source[], configs: { path: string; text: string }[]): Problem[] {
  const message = 'brings the types of the DOM into an area that has none'
  const fromConfigs = configs
    .filter(
      ({ path, text }) =>
        withoutDom.some(area => path === `${area}/tsconfig.json`) && /"(dom|dom\.\w+|vite\/client)"/i.test(text),
    )
    .map(({ path }) => ({ file: path, line: 1, message }))
  const fromSources = sources
    .filter(
      ({ path, text }) =>
        withoutDom.some(area => path.startsWith(`${area}/`)) && /^\/\/\/\s*<reference\s+lib=["']dom/m.test(text),
    )
    .map(({ path }) => ({ file: path, line: 1, message }))
  return [...fromConfigs, ...fromSources]
}
