import { IconStar, IconStarFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RecordProps } from '../../records/slots.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { useFavourite } from './useFavourite.ts'

/** Keeps the record at hand, for whoever presses it and nobody else. */
export function FavouriteStar({ record }: RecordProps) {
  const { t } = useTranslation('search')
  const favourite = useFavourite(record)
  const toggle = () => void favourite?.toggle()
  useShortcuts(favourite ? [{ key: 's', run: toggle }] : [])
  if (!favourite) return null
  return (
    <IconButton
      label={t(favourite.is ? 'favourites.remove' : 'favourites.add')}
      icon={favourite.is ? IconStarFilled : IconStar}
      color="gray"
      {...(favourite.is ? { style: { color: 'var(--warning)' } } : {})}
      aria-pressed={favourite.is}
      keys="S"
      onClick={toggle}
    />
  )
}
