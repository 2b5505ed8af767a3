import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { iconOfKind } from '../../app/kindIcons.ts'
import { useCall } from '../../data/hooks.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useKindWords } from '../kindWords.ts'
import { useRights } from '../rights.ts'
import { ChildCard } from './ChildCard.tsx'
import { ChildForm } from './ChildForm.tsx'
import styles from './cards.module.css'

interface Props {
  kind: AnyKind
  parent: ShownRecord
}
const step = 30

/** What hangs on a record (contacts, addresses, notes, …): seen, added and edited here. */
export function ChildrenTab({ kind, parent }: Props) {
  const { t } = useTranslation('records')
  const words = useKindWords(kind)
  const rights = useRights(kind)
  const [isAdding, setAdding] = useState(false)
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
        <ChildForm kind={kind} parent={parent} onClose={() => setAdding(false)} />
      ) : (
        mayAdd &&
        !isEmpty && (
          <Button
            variant="default"
            size="compact-sm"
            className={styles.addChild ?? ''}
            leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {words.create}
          </Button>
        )
      )}
      {isEmpty && !isAdding && (
        <EmptyState
          icon={iconOfKind(kind.name)}
          title={t('empty.childTitle', words.spoken)}
          hint={mayAdd ? t('empty.childAdd', words.spoken) : t('empty.rightsHint')}
          action={mayAdd && <Button onClick={() => setAdding(true)}>{words.create}</Button>}
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
