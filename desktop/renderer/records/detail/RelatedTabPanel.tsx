import { IconTable } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { hashOf, toList } from '../../app/route.ts'
import { slotsOf } from '../../features/recordSlots.ts'
import { useFormat } from '../../i18n/format.ts'
import { listOfParent } from './besideItsLike.ts'
import { ChildrenTab } from './ChildrenTab.tsx'
import type { RelatedTab } from './detailTabs.ts'
import styles from './related.module.css'

interface Props {
  tab: RelatedTab
  parent: ShownRecord
  counts: Readonly<Record<string, number>>
}

/** What stands on a tab of related records: one list, or, of kinds that read better together, one below the other. */
export function RelatedTabPanel({ tab, parent, counts }: Props) {
  return (
    <div className={styles.lists} data-several={tab.kinds.length > 1 || undefined}>
      {tab.kinds.map(kind => (
        <RelatedList
          key={kind.name}
          kind={kind}
          parent={parent}
          count={counts[kind.name] ?? 0}
          hasTitle={tab.kinds.length > 1}
        />
      ))}
    </div>
  )
}

function RelatedList({
  kind,
  parent,
  count,
  hasTitle,
}: {
  kind: AnyKind
  parent: ShownRecord
  count: number
  hasTitle: boolean
}) {
  const { t } = useTranslation('detail')
  const { label, number } = useFormat()
  const { related: Related } = slotsOf(kind.name)
  const name = label(kind.label.many)
  return (
    <section className={styles.list} aria-label={hasTitle ? name : undefined}>
      {(hasTitle || (kind.list && count > 1)) && (
        <header className={styles.head}>
          {hasTitle && (
            <h3 className={styles.title}>
              {name} {count > 0 && <span className={`${styles.count} numbers`}>{number(count)}</span>}
            </h3>
          )}
          {kind.list && count > 1 && (
            <a className={styles.all} href={hashOf(toList(kind.name, listOfParent(kind, parent.id)))}>
              <IconTable size={16} stroke={1.5} aria-hidden />
              {t('related.all')}
            </a>
          )}
        </header>
      )}
      {Related ? <Related kind={kind} parent={parent} /> : <ChildrenTab kind={kind} parent={parent} />}
    </section>
  )
}
