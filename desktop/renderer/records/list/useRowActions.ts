import { IconArchive, IconArchiveOff, IconPencil } from '@tabler/icons-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { go } from '../../app/navigation.ts'
import { toEdit } from '../../app/route.ts'
import { useRights } from '../rights.ts'
import { useRecordActions } from '../useRecordActions.ts'
import type { RowActions } from './TableRow.tsx'

/** What this person may do with a row of the list. */
export function useRowActions(kind: AnyKind): RowActions {
  const { t } = useTranslation('records')
  const rights = useRights(kind)
  const actions = useRecordActions()
  return useCallback(
    row => {
      const done = { keys: [{ kind: kind.name, id: row.id }], title: row.title }
      const edit = {
        name: 'edit',
        label: t('actions.edit'),
        icon: IconPencil,
        run: () => go(toEdit(kind.name, row.id)),
      }
      const archive = {
        name: 'archive',
        label: t('actions.archive'),
        icon: IconArchive,
        run: () => void actions.archive(done),
      }
      const restore = {
        name: 'restore',
        label: t('actions.restore'),
        icon: IconArchiveOff,
        run: () => void actions.restore(done),
      }
      return [
        ...(rights.can('edit', row) ? [edit] : []),
        ...(rights.can('archive', row) ? [row.archived ? restore : archive] : []),
      ]
    },
    [kind.name, rights, actions, t],
  )
}
