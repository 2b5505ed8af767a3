/** The mark's two strokes, as in desktop/renderer/theme/mark.svg: legs, and the open circle they draw. */
export function markPaths(svg: string): string[] {
  const paths = [...svg.matchAll(/<path d="([^"]+)"/g)].map(([, d]) => d ?? '')
  if (paths.length !== 2) throw new Error('The mark is no longer two paths')
  return paths
}

const cobalt = '#1D4E89'
const paper = '#FBFAF7'

/** The app's icon: the mark in paper on a cobalt tile. `inset` is the share of air around the tile. */
export function appIcon(mark: string, { size, inset }: { size: number; inset: number }): string {
  const edge = 32 * inset
  const side = 32 - 2 * edge
  // In small sizes the mark takes more of the tile and a bolder line, or it would fade.
  const { share, line } =
    size <= 24 ? { share: 0.94, line: 3 } : size <= 48 ? { share: 0.82, line: 3.1 } : { share: 0.68, line: 2.8 }
  const scale = (side / 32) * share
  const move = 16 - 16 * scale
  return frame(
    size,
    `<rect x="${edge}" y="${edge}" width="${side}" height="${side}" rx="${side * 0.225}" fill="${cobalt}"/>
     <g transform="translate(${move} ${move}) scale(${scale})">${strokes(mark, paper, line)}</g>`,
  )
}

/** The mark alone, black on nothing: macOS colours such a template itself. */
export const templateIcon = (mark: string, size: number): string =>
  frame(size, `<g transform="translate(1.6 1.6) scale(.9)">${strokes(mark, '#000', 3.4)}</g>`)

const strokes = (mark: string, colour: string, width: number): string =>
  `<g fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round">${markPaths(
    mark,
  )
    .map(d => `<path d="${d}"/>`)
    .join('')}</g>`

const frame = (size: number, inner: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 32 32">${inner}</svg>`
