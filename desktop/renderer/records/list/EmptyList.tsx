import { Button } from '@mantine/core'
import { IconFilterOff, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { iconOfKind } from '../../app/kindIcons.ts'
import { go } from '../../app/navigation.ts'
import { toNew } from '../../app/route.ts'
import { useSyncState } from '../../data/hooks.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useKindWords } from '../kindWords.ts'
import { useRights } from '../rights.ts'

interface Props {
  kind: AnyKind
  isNarrowed: boolean
  onClear: () => void
}

/** Why nothing is here, and the one next step. */
export function EmptyList({ kind, isNarrowed, onClear }: Props) {
  const { t } = useTranslation('records')
  const words = useKindWords(kind)
  const rights = useRights(kind)
  const isLoading = useSyncState()?.firstSync !== undefined
  if (isNarrowed)
    return (
      <EmptyState
        icon={IconFilterOff}
        title={t('empty.narrow')}
        hint={t('empty.narrowHint')}
        action={<Button onClick={onClear}>{t('filters.clear')}</Button>}
      />
    )
  const mayCreate = rights.canCreate()
  const hint = isLoading
    ? t('empty.loading')
    : kind.parents
      ? t('empty.childHint')
      : mayCreate
        ? t('empty.hint', words.spoken)
        : t('empty.rightsHint')
  return (
    <EmptyState
      icon={mayCreate || kind.parents ? iconOfKind(kind.name) : IconLock}
      title={t('empty.title', words.spoken)}
      hint={hint}
      action={mayCreate && <Button onClick={() => go(toNew(kind.name))}>{words.create}</Button>}
    />
  )
}
