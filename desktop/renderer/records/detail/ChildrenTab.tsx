import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { iconOfKind } from '../../app/kindIcons.ts'
import { useCall } from '../../data/hooks.ts'
import { NothingHere } from '../../features/sync/NothingHere.tsx'
import { draftKey } from '../form/useDraft.ts'
import { useKindWords } from '../kindWords.ts'
import { useRights } from '../rights.ts'
import { ChildCard } from './ChildCard.tsx'
import { ChildForm } from './ChildForm.tsx'
import styles from './cards.module.css'
import { useDraftKept } from './useDraftKept.ts'

interface Props {
  kind: AnyKind
  parent: ShownRecord
}
const step = 30

/** What hangs on a record (contacts, addresses, notes, …): seen, added and edited here. */
export function ChildrenTab({ kind, parent }: Props) {
  const { t } = useTranslation(['records', 'detail'])
  const words = useKindWords(kind)
  const rights = useRights(kind)
  const [isAdding, setAdding] = useState(false)
  const draft = useCall('drafts.get', { key: draftKey(kind.name, undefined, parent) })
  const { refetch } = draft
  // What was being typed is written as the form goes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for each opening and closing
  useEffect(() => {
    refetch()
  }, [isAdding])
  const tellKept = useDraftKept({ isOpen: isAdding, reopen: () => setAdding(true) })
  const close = (isKept?: boolean) => {
    setAdding(false)
    if (isKept) tellKept()
  }
  const create = draft.data ? t('detail:draft.open') : words.create
  const [limit, setLimit] = useState(step)
  const { latest } = useCall('records.list', {
    query: {
      kind: kind.name,
      filters: [{ field: 'parent', op: 'is', value: parent.id }],
      sort: { field: 'createdAt', descending: true },
      archived: 'without',
    },
    limit,
  })
  const mayAdd = rights.canCreate(parent) && !parent.archived
  const rows = latest?.rows ?? []
  const isEmpty = latest !== undefined && rows.length === 0
  return (
    <div className={styles.children}>
      {isAdding ? (
        <ChildForm kind={kind} parent={parent} onClose={close} />
      ) : (
        // In one place whether others are here or not: a button that is made anew loses the keyboard.
        mayAdd && (
          <Button
            variant="default"
            size="compact-sm"
            className={styles.addChild ?? ''}
            leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {create}
          </Button>
        )
      )}
      {isEmpty && !isAdding && (
        <NothingHere
          icon={iconOfKind(kind.name)}
          title={t('empty.childTitle', words.spoken)}
          hint={mayAdd ? t('empty.childAdd', words.spoken) : t('empty.rightsHint')}
        />
      )}
      <ul className={styles.cards}>
        {rows.map(row => (
          <li key={row.id}>
            <ChildCard kind={kind} id={row.id} />
          </li>
        ))}
      </ul>
      {latest?.next !== undefined && (
        <Button variant="subtle" size="compact-sm" onClick={() => setLimit(old => Math.min(500, old + step))}>
          {t('detail.more')}
        </Button>
      )}
    </div>
  )
}
