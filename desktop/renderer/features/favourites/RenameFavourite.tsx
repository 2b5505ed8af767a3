import { useTranslation } from 'react-i18next'
import { NameDialog } from '../../ui/NameDialog.tsx'
import type { FavouriteRecord } from './useFavouriteRecords.ts'

interface Props {
  one: FavouriteRecord
  onSave: (name: string) => Promise<boolean>
  onClose: () => void
}

const longest = 100

/** What its owner calls a favourite; emptied, it is called what its record is called. */
export function RenameFavourite({ one, onSave, onClose }: Props) {
  const { t } = useTranslation('search')
  return (
    <NameDialog
      title={t('favourites.naming')}
      label={t('favourites.name')}
      description={t('favourites.nameHint', { title: one.recordTitle })}
      initial={one.name ?? ''}
      check={name => (name.length > longest ? t('favourites.tooLong', { max: longest }) : undefined)}
      onSave={onSave}
      onClose={onClose}
    />
  )
}
