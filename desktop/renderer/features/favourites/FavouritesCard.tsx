import { ActionIcon, Tooltip } from '@mantine/core'
import { IconGripVertical, IconPencil, IconStarOff } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HomeCard } from '../../app/home/HomeCard.tsx'
import { iconOfKind } from '../../app/kindIcons.ts'
import { hashOf, toRecord } from '../../app/route.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './favourites.module.css'
import { RenameFavourite } from './RenameFavourite.tsx'
import { useArrangeFavourites } from './useArrangeFavourites.ts'
import { type FavouriteRecord, useFavouriteRecords } from './useFavouriteRecords.ts'

/** What a person wants at hand, in their order and under their names. Whoever has none sees nothing of it. */
export function FavouritesCard() {
  const { t } = useTranslation('search')
  const list = useFavouriteRecords()
  const arrange = useArrangeFavourites()
  const [dragged, setDragged] = useState<number>()
  const [over, setOver] = useState<number>()
  const [renamed, setRenamed] = useState<FavouriteRecord>()
  const lines = useRef<HTMLUListElement>(null)
  if (!list || list.length === 0) return null
  const move = (from: number, to: number) => {
    const id = list[from]?.favouriteId
    void arrange.move(list, from, to).then(() =>
      // The row goes elsewhere, and the keyboard with it.
      setTimeout(() => lines.current?.querySelector<HTMLElement>(`[data-grip="${id}"]`)?.focus(), 50),
    )
  }
  const endDrag = () => {
    setDragged(undefined)
    setOver(undefined)
  }
  return (
    <HomeCard title={t('favourites.title')}>
      <ul ref={lines} className={styles.lines}>
        {list.map((one, at) => {
          const Glyph = iconOfKind(one.kind)
          return (
            <li
              key={one.favouriteId}
              className={styles.row}
              data-over={
                over !== at || dragged === undefined || dragged === at ? undefined : dragged < at ? 'below' : 'above'
              }
              onDragOver={event => {
                if (dragged === undefined) return
                event.preventDefault()
                setOver(at)
              }}
              onDrop={event => {
                event.preventDefault()
                if (dragged !== undefined) move(dragged, at)
                endDrag()
              }}
            >
              <Tooltip label={t('favourites.moveHint')}>
                <ActionIcon
                  className={styles.grip ?? ''}
                  size={24}
                  data-grip={one.favouriteId}
                  aria-label={t('favourites.move', { title: one.title })}
                  draggable
                  onDragStart={() => setDragged(at)}
                  onDragEnd={endDrag}
                  onKeyDown={event => {
                    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
                    if (by === 0) return
                    event.preventDefault()
                    move(at, at + by)
                  }}
                >
                  <IconGripVertical size={16} stroke={1.5} aria-hidden />
                </ActionIcon>
              </Tooltip>
              <a className={styles.link} href={hashOf(toRecord(one.kind, one.id))}>
                <Glyph size={16} stroke={1.5} aria-hidden />
                <span className={styles.title}>{one.title}</span>
                {one.name && <span className={styles.more}>{one.recordTitle}</span>}
              </a>
              <span className={styles.actions}>
                <IconButton
                  label={t('favourites.rename', { title: one.title })}
                  icon={IconPencil}
                  size={24}
                  onClick={() => setRenamed(one)}
                />
                <IconButton
                  label={t('favourites.removeOne', { title: one.title })}
                  icon={IconStarOff}
                  size={24}
                  onClick={() => void arrange.remove(one)}
                />
              </span>
            </li>
          )
        })}
      </ul>
      {renamed && (
        <RenameFavourite
          one={renamed}
          onSave={name => arrange.rename(renamed, name)}
          onClose={() => setRenamed(undefined)}
        />
      )}
    </HomeCard>
  )
}
