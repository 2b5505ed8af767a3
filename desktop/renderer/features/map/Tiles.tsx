import { useCall } from '../../data/hooks.ts'
import styles from './map.module.css'
import { type Size, type Tile, tileSize, tilesOf, type View } from './projection.ts'

/** Pictures of the map server that the operator named; core asks for them, this page asks nobody. */
export function Tiles({ view, size }: { view: View; size: Size }) {
  if (size.width === 0) return null
  return tilesOf(view, size).map(tile => <Picture key={`${tile.z}/${tile.x}/${tile.y}/${tile.left > 0}`} tile={tile} />)
}

function Picture({ tile: { z, x, y, left, top } }: { tile: Tile }) {
  const { data } = useCall('map.tile', { z, x, y })
  // What has not come is ground: the pin stands right without it.
  if (!data) return null
  return (
    <img
      className={styles.tile}
      src={data.image}
      alt=""
      draggable={false}
      width={tileSize}
      height={tileSize}
      style={{ transform: `translate(${left}px, ${top}px)` }}
    />
  )
}
