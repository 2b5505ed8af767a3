import { IconArrowsLeftRight } from '@tabler/icons-react'
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { isOwned } from '../../../../shared/entity.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useNameOf } from '../../data/hooks.ts'
import { PlaceField } from '../../features/map/PlaceField.tsx'
import { slotsOf } from '../../features/recordSlots.ts'
import { useFormat } from '../../i18n/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { FieldRecord } from '../fields/fieldRecord.ts'
import { useFields } from '../fields/shownFields.ts'
import { sectionsOf, shownSections, useSectionName } from '../form/FieldSections.tsx'
import { ClashNotice, useClashesOf } from './ClashNotice.tsx'
import clashStyles from './clash.module.css'
import { DetailField } from './DetailField.tsx'
import styles from './detail.module.css'
import { LastViewed } from './LastViewed.tsx'

/** Every field by section; each can be edited where it stands. */
export function GeneralTab({ kind, record }: { kind: AnyKind; record: ShownRecord }) {
  const { t } = useTranslation('records')
  const fields = useFields(kind)
  const nameOf = useSectionName(kind)
  const clashes = useClashesOf(record)
  const sections = shownSections(kind, sectionsOf(fields, { owner: isOwned(kind) }), record.values)
  const { overview: Overview } = slotsOf(kind.name)
  // A record opens with what is read first; its other sections follow in pieces that hold nothing up.
  const drawn = useDeferredValue(sections.length, Math.min(2, sections.length))
  const elsewhere = clashes.filter(clash => !fields.get(clash.field))
  return (
    <div className={styles.general}>
      {Overview && <Overview record={record} />}
      {clashes.length > 0 && (
        <Notice tone="needs" icon={IconArrowsLeftRight}>
          {t('clash.count', { count: clashes.length })}{' '}
          {clashes.map(clash => (
            <button key={clash.id} type="button" className={clashStyles.clashLink} onClick={() => showClash(clash.id)}>
              {fields.get(clash.field)?.label ?? clash.field}
            </button>
          ))}
        </Notice>
      )}
      {elsewhere.map(clash => (
        <ClashNotice key={clash.id} clash={clash} field={undefined} />
      ))}
      {sections.slice(0, drawn).map(section => {
        const title = sections.length > 1 ? nameOf(section.name) : ''
        return (
          <section key={section.name} aria-label={title || undefined}>
            {title && <h3 className={styles.sectionTitle}>{title}</h3>}
            <div className={styles.fields}>
              {section.fields.map(shown => (
                <div key={shown.name} className={styles.fieldBlock}>
                  <FieldRecord value={record}>
                    {shown.field.structure === 'point' ? (
                      <PlaceField kind={kind} record={record} shown={shown} />
                    ) : (
                      <DetailField kind={kind} record={record} shown={shown} />
                    )}
                  </FieldRecord>
                  {clashes
                    .filter(clash => clash.field === shown.name)
                    .map(clash => (
                      <ClashNotice key={clash.id} clash={clash} field={shown} />
                    ))}
                </div>
              ))}
            </div>
          </section>
        )
      })}
      {drawn === sections.length && <Traces record={record} />}
    </div>
  )
}

/** Brings a clash into sight, with the focus on its first answer. */
function showClash(id: string) {
  const notice = document.getElementById(`clash-${id}`)
  notice?.scrollIntoView({ block: 'center' })
  notice?.querySelector('button')?.focus({ preventScroll: true })
}

/** Who made it and who changed it last. */
function Traces({ record }: { record: ShownRecord }) {
  const { t } = useTranslation('records')
  const { relative } = useFormat()
  const nameOf = useNameOf()
  const by = (user: string) => nameOf(user) ?? t('history.system')
  return (
    <p className={styles.traces}>
      <span>{t('detail.updated', { name: by(record.updatedBy), at: relative(record.updatedAt) })}</span>
      <LastViewed record={record} />
      <span>{t('detail.created', { name: by(record.createdBy), at: relative(record.createdAt) })}</span>
    </p>
  )
}
