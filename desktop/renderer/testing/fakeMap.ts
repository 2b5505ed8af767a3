import type { ArgsOf, ResultOf } from '../../core/api/functions.ts'
import type { mapFunctions } from '../../core/api/map.ts'
import type { Scene } from './fakeScenes.ts'

type Handlers = { [N in keyof typeof mapFunctions]: (args: ArgsOf<N>) => ResultOf<N> }

/** A map of squares in the scene that has one; nobody to ask in the others. */
export const fakeMap = (scene: Scene): Handlers => ({
  'map.settings': () =>
    scene === 'tiles' ? { tiles: { attribution: '© OpenStreetMap katkıcıları' }, canFind: true } : { canFind: false },
  'map.tile': ({ z, x, y }) => ({ image: `data:image/svg+xml,${encodeURIComponent(square(z, x, y))}` }),
  'map.find': () => ({ latitude: 41.0254, longitude: 29.1241 }),
})

const square = (z: number, x: number, y: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="${
    (x + y) % 2 ? '#e9e5dc' : '#dfe8ea'
  }"/><path d="M0 ${(x * 37) % 256}L256 ${(y * 53) % 256}M${(y * 71) % 256} 0L${(x * 29) % 256} 256" stroke="#fff" stroke-width="6"/><text x="12" y="24" font-size="13" fill="#777">${z}/${x}/${y}</text></svg>`
