import { IconPencil, IconStarOff } from '@tabler/icons-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HomeCard } from '../../app/home/HomeCard.tsx'
import { iconOfKind } from '../../app/kindIcons.ts'
import { hashOf, toRecord } from '../../app/route.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { RowGrip } from '../../ui/RowGrip.tsx'
import { useRowDrag } from '../../ui/useRowDrag.ts'
import styles from './favourites.module.css'
import { RenameFavourite } from './RenameFavourite.tsx'
import { useArrangeFavourites } from './useArrangeFavourites.ts'
import { type FavouriteRecord, useFavouriteRecords } from './useFavouriteRecords.ts'

/** What a person wants at hand, in their order and under their names. Whoever has none sees nothing of it. */
export function FavouritesCard() {
  const { t } = useTranslation('search')
  const list = useFavouriteRecords()
  const arrange = useArrangeFavourites()
  const [renamed, setRenamed] = useState<FavouriteRecord>()
  const lines = useRef<HTMLUListElement>(null)
  const followed = useRef<string>(undefined)
  const move = (from: number, to: number) => {
    if (!list?.[to]) return
    followed.current = list[from]?.favouriteId
    void arrange.move(list, from, to)
  }
  const drag = useRowDrag(move)
  const order = list?.map(({ favouriteId }) => favouriteId).join(' ')
  // A row that goes elsewhere is taken out of the page and loses the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the order is the reason, not an input
  useLayoutEffect(() => {
    if (followed.current === undefined) return
    lines.current?.querySelector<HTMLElement>(`[data-grip="${followed.current}"]`)?.focus()
    followed.current = undefined
  }, [order])
  if (!list || list.length === 0) return null
  return (
    <HomeCard title={t('favourites.title')}>
      <ul ref={lines} className={styles.lines}>
        {list.map((one, at) => {
          const Glyph = iconOfKind(one.kind)
          return (
            <li key={one.favouriteId} {...drag.row(at, styles.row)}>
              <RowGrip
                name={one.favouriteId}
                label={t('favourites.move', { title: one.title })}
                hint={t('favourites.moveHint')}
                drag={drag.grip(at)}
                onShift={by => move(at, at + by)}
              />
              <a className={styles.link} draggable={false} href={hashOf(toRecord(one.kind, one.id))}>
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
