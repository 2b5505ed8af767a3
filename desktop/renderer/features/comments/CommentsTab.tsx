import { Button } from '@mantine/core'
import { IconMessage } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseRichText } from '../../../../shared/richText.ts'
import { useCall } from '../../data/hooks.ts'
import { useKeptText } from '../../records/detail/useKeptText.ts'
import { useRights } from '../../records/rights.ts'
import type { RelatedProps } from '../../records/slots.ts'
import { NothingHere } from '../sync/NothingHere.tsx'
import { CommentEditor } from './CommentEditor.tsx'
import { CommentItem } from './CommentItem.tsx'
import styles from './comments.module.css'
import { useSaveComment } from './useSaveComment.ts'

const step = 30

/** What colleagues say to each other about a record, newest first. */
export function CommentsTab({ kind, parent }: RelatedProps) {
  const { t } = useTranslation('detail')
  const mayAdd = useRights(kind).canCreate(parent) && !parent.archived
  const { add } = useSaveComment(kind)
  const [limit, setLimit] = useState(step)
  const key = { kind: parent.kind, id: parent.id }
  const { latest: colleagues = [] } = useCall('records.colleagues', key)
  const { latest } = useCall('records.list', {
    query: {
      kind: kind.name,
      filters: [{ field: 'parent', op: 'is', value: parent.id }],
      sort: { field: 'createdAt', descending: true },
      archived: 'without',
    },
    limit,
  })
  const kept = useKeptText(`${kind.name}:${parent.id}`)
  const draft = parseRichText(kept.start)
  return (
    <div className={styles.comments}>
      {mayAdd && kept.isLoaded && (
        <CommentEditor
          label={t('comments.write')}
          placeholder={t('comments.placeholder')}
          start={draft.ok ? draft.value : undefined}
          colleagues={colleagues}
          save={t('comments.send')}
          onChange={kept.put}
          onSave={async document => {
            const isSaved = await add(key, document)
            if (isSaved) kept.remove()
            return isSaved
          }}
        />
      )}
      {latest?.rows.length === 0 && (
        <NothingHere
          icon={IconMessage}
          title={t('comments.none')}
          hint={mayAdd ? t('comments.noneHint') : t('comments.readOnly')}
        />
      )}
      <ol className={styles.thread}>
        {latest?.rows.map(({ id }) => (
          <li key={id}>
            <CommentItem kind={kind} id={id} colleagues={colleagues} />
          </li>
        ))}
      </ol>
      {latest?.next !== undefined && (
        <Button variant="subtle" size="compact-sm" onClick={() => setLimit(old => Math.min(500, old + step))}>
          {t('comments.older')}
        </Button>
      )}
    </div>
  )
}
