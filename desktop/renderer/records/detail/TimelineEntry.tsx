import { IconClock, IconPencil, IconPlus, IconProgress } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { RecordKey } from '../../../../shared/record.ts'
import { isState } from '../../../../shared/timeline.ts'
import { isEmpty } from '../../../../shared/value.ts'
import type { TimelineItem } from '../../../core/api/timeline.ts'
import { iconOfKind } from '../../app/kindIcons.ts'
import { hashOf, toRecord } from '../../app/route.ts'
import { useKinds, useNameOf } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { useOperationText } from '../../i18n/operationText.ts'
import { FieldView } from '../fields/FieldView.tsx'
import { fieldValue } from '../fields/recordValue.ts'
import { useFields } from '../fields/shownFields.ts'
import { ChangeList } from './ChangeList.tsx'
import styles from './timeline.module.css'
import type { TimelineRow } from './timelineMonths.ts'

interface Props {
  row: TimelineRow
  /** The record whose timeline it is. */
  of: RecordKey
  /** Counted from 1. */
  place: number
}

/** One thing that happened: who, what, when, and what of it can be said in a line or two. */
export function TimelineEntry({ row: { item, month, isLast }, of, place }: Props) {
  const { t } = useTranslation(['detail', 'records'])
  const { relative, dateTime, month: nameOfMonth } = useFormat()
  const nameOf = useNameOf()
  const kind = useKinds().get(item.kind)
  if (!kind) return null
  const Glyph = glyphOf(item)
  const who = nameOf(item.by) ?? t('records:history.system')
  return (
    <article aria-posinset={place} aria-setsize={-1} aria-label={item.title}>
      {month && <h3 className={styles.month}>{nameOfMonth(month)}</h3>}
      <div className={styles.entry} data-sort={item.change ? item.sort : 'moment'} data-last={isLast || undefined}>
        <span className={styles.sign} aria-hidden>
          <Glyph size={15} stroke={1.5} />
        </span>
        <div className={styles.said}>
          <div className={styles.line}>
            {item.record ? <MomentHead item={item} kind={kind} /> : <ChangeHead item={item} kind={kind} of={of} />}
            <span className={styles.meta}>
              {who} ·{' '}
              <time dateTime={item.at} title={dateTime(item.at)}>
                {relative(item.at)}
              </time>
              {item.waiting && (
                <span className={styles.waiting} title={t('records:waiting.hint')}>
                  <IconClock size={14} stroke={1.5} aria-hidden />
                  <span className={styles.unseen}>{t('records:waiting.label')}</span>
                </span>
              )}
            </span>
          </div>
          {item.record && <MomentBody item={item} kind={kind} />}
          {item.change && <ChangeList kind={kind} changes={item.change.changes} most={4} />}
        </div>
      </div>
    </article>
  )
}

const glyphOf = ({ change, sort, kind }: TimelineItem) => {
  if (!change) return iconOfKind(kind)
  if (change.label === 'create') return IconPlus
  return sort === 'edit' ? IconPencil : IconProgress
}

function MomentHead({ item, kind }: { item: TimelineItem; kind: AnyKind }) {
  const { label } = useFormat()
  const fields = useFields(kind)
  const { record, moment } = item
  const states = fields.own.filter(({ name, field }) => isState(field) && !isEmpty(record && fieldValue(record, name)))
  // The first moment is what the record is; any further one has a name.
  const later = moment !== kind.timeline?.[0] && moment !== 'createdAt' ? fields.get(moment ?? '')?.label : undefined
  return (
    <>
      <span className={styles.what}>{label(kind.label.one)}</span>
      {later ? (
        <span>{later}</span>
      ) : (
        record &&
        states.map(({ name, field }) => (
          <FieldView key={name} field={field} value={fieldValue(record, name)} place="cell" />
        ))
      )}
    </>
  )
}

/** Title, and the beginning of what is written in it. */
function MomentBody({ item, kind }: { item: TimelineItem; kind: AnyKind }) {
  const { label } = useFormat()
  const kinds = useKinds()
  const fields = useFields(kind)
  const { record, title, under } = item
  if (!record) return null
  const isFirst = item.moment === kind.timeline?.[0]
  const prose = fields.own.find(
    ({ name, field }) => (field.kind === 'richText' || field.kind === 'longText') && !isEmpty(fieldValue(record, name)),
  )
  // A title that is only the beginning of the text is not said twice.
  const hasTitle = title !== '' && (!prose || Object.values(record.values).includes(title))
  const between = under && kinds.get(under.kind)
  return (
    <>
      {(hasTitle || !isFirst) && (
        <a className={styles.title} href={hashOf(toRecord(item.kind, item.id, { page: true }))}>
          {title}
        </a>
      )}
      {isFirst && prose && (
        <div className={styles.prose}>
          <FieldView field={prose.field} value={fieldValue(record, prose.name)} place="change" />
        </div>
      )}
      {under && between && (
        <a className={styles.under} href={hashOf(toRecord(under.kind, under.id, { page: true }))}>
          {label(between.label.one)}: {under.title}
        </a>
      )}
    </>
  )
}

function ChangeHead({ item, kind, of }: { item: TimelineItem; kind: AnyKind; of: RecordKey }) {
  const { label } = useFormat()
  const { operation } = useOperationText()
  return (
    <>
      <span className={styles.what}>{operation(item.change?.label ?? '')}</span>
      {item.id !== of.id && (
        <a className={styles.inline} href={hashOf(toRecord(item.kind, item.id, { page: true }))}>
          {label(kind.label.one)}: {item.title}
        </a>
      )}
    </>
  )
}
