import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { Language } from '../../../../shared/labels.ts'
import { dealingKinds, noStage, type StageRule } from '../../../../shared/rules/stageRules.ts'
import { useKinds } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { alternatives, useEventText } from '../../i18n/useEventText.ts'
import { Chip } from '../../records/fields/Chip.tsx'
import styles from './stages.module.css'

/** A rule as one sentence, its stages as they look on records. */
export function RuleSentence({ kind, rule }: { kind: AnyKind; rule: StageRule }) {
  const { t } = useTranslation('stages')
  const { label, language } = useFormat()
  const kinds = useKinds()
  const eventText = useEventText()
  const { when, field: name, from, to } = rule
  const field = kind.fields[name]
  const stage = (key: string, unset: string) => {
    const choice = field?.choices?.[key]
    return <Chip color={choice?.color}>{choice ? label(choice.label) : key === noStage ? unset : key}</Chip>
  }
  const event = eventText(
    when.on === 'silence'
      ? { ...when, kinds: when.kinds ?? dealingKinds(kinds, kind.name).map(one => one.name) }
      : { on: 'dealing', kind: when.kind, is: when.of?.is ?? [], ...(when.atLeast ? { atLeast: when.atLeast } : {}) },
  )
  const parts: Record<string, ReactNode> = {
    field: <strong className={styles.field}>{field ? label(field.label) : name || '…'}</strong>,
    from: <OneOf language={language} items={(from ?? []).map(key => stage(key, t('noStage')))} />,
    to: stage(to, '…'),
  }
  const marks = { field: mark('field'), from: mark('from'), to: mark('to') }
  const then = from ? t('then.fromTo', marks) : t('then.to', marks)
  return <span className={styles.sentence}>{filled(t('sentence', { event, then }), parts)}</span>
}

/** Stands in a text for a part that is more than text. */
const mark = (name: string): string => `\u0001${name}\u0001`
const filled = (text: string, parts: Record<string, ReactNode>): ReactNode[] =>
  text.split('\u0001').map((piece, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text, in its order
    <Fragment key={at}>{at % 2 === 1 ? parts[piece] : piece}</Fragment>
  ))

function OneOf({ items, language }: { items: readonly ReactNode[]; language: Language }) {
  const places = items.map((_, at) => String(at))
  const parts = alternatives(language).formatToParts(places)
  return parts.map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one list, in its order
    <Fragment key={at}>{part.type === 'element' ? items[Number(part.value)] : part.value}</Fragment>
  ))
}
