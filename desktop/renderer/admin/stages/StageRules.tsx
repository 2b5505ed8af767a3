import { Button } from '@mantine/core'
import { IconPlus, IconStairsUp } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { StageRule } from '../../../../shared/rules/stageRules.ts'
import { sameValue } from '../../../../shared/value.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useRowDrag } from '../../ui/useRowDrag.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { RuleDialog } from './RuleDialog.tsx'
import { RuleLine } from './RuleLine.tsx'
import styles from './stages.module.css'
import { useStageRules } from './useStageRules.ts'
import { useTonight } from './useTonight.ts'

/** The rules by which records of a kind come from stage to stage, in their order. */
export function StageRules({ kind }: { kind: AnyKind }) {
  const { t } = useTranslation(['stages', 'app'])
  const { rules, isReady, change } = useStageRules(kind)
  const tonight = useTonight(
    kind,
    rules.flatMap(({ rule }) => rule ?? []),
  )
  const [editing, setEditing] = useState<number | 'new'>()
  const list = useRef<HTMLOListElement>(null)
  const followed = useRef<Followed>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a rule that was moved is drawn anew, at another place
  useEffect(() => {
    if (followed.current) follow(list.current, followed.current)
    followed.current = undefined
  }, [rules])
  /** Where a rule stands by now that stood at `at` when it was drawn. */
  const placeIn = (held: unknown[], at: number) => {
    const drawn = rules[at]?.held
    return sameValue(held[at], drawn) ? at : held.findIndex(one => sameValue(one, drawn))
  }
  const place = (from: number, to: number, control?: string) => {
    if (from === to || to < 0 || to >= rules.length) return
    followed.current = control === undefined ? undefined : { to, control }
    change(held => {
      const now = placeIn(held, from)
      return now < 0 ? held : held.toSpliced(now, 1).toSpliced(to, 0, held[now])
    }, t('stages:moved'))
  }
  const drag = useRowDrag(place)
  if (!isReady) return <Waiting label={t('app:waiting')} />

  const save = (rule: StageRule) => {
    const at = editing === 'new' || editing === undefined ? rules.length : editing
    followed.current = { to: at, control: 'open' }
    change(
      held => {
        const now = at === rules.length ? -1 : placeIn(held, at)
        return now < 0 ? [...held, rule] : held.with(now, rule)
      },
      t(editing === 'new' ? 'stages:added' : 'stages:saved'),
    )
  }
  const remove = (at: number) => {
    followed.current = { to: Math.min(at, rules.length - 2), control: 'open' }
    change(held => {
      const gone = placeIn(held, at)
      return held.filter((_, now) => now !== gone)
    }, t('stages:removed'))
  }
  const edited = typeof editing === 'number' ? rules[editing]?.rule : undefined
  const add = (
    <Button leftSection={<IconPlus size={18} stroke={1.5} aria-hidden />} onClick={() => setEditing('new')}>
      {t('stages:add')}
    </Button>
  )
  return (
    <section className={styles.rules} aria-label={t('stages:title')}>
      {rules.length === 0 ? (
        <EmptyState icon={IconStairsUp} title={t('stages:empty.title')} hint={t('stages:empty.hint')} action={add} />
      ) : (
        <>
          <div className={styles.tools}>
            {add}
            <span className={styles.hint}>{t('stages:moveHint')}</span>
          </div>
          <ol ref={list} className={styles.list}>
            {rules.map(({ held: one, rule }, at) => (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: two rules may be alike
                key={`${at} ${JSON.stringify(one)}`}
                draggable
                {...drag.row(at)}
                {...drag.grip(at)}
              >
                <RuleLine
                  kind={kind}
                  rule={rule}
                  tonight={rule && tonight(rule)}
                  place={at + 1}
                  isLast={at === rules.length - 1}
                  onEdit={() => setEditing(at)}
                  onMove={(step, control) => place(at, at + step, control)}
                  onRemove={() => remove(at)}
                />
              </li>
            ))}
          </ol>
          <p className={styles.hint}>{t('stages:order')}</p>
        </>
      )}
      {editing !== undefined && (
        <RuleDialog kind={kind} rule={edited} onSave={save} onClose={() => setEditing(undefined)} />
      )}
    </section>
  )
}

/** Where the keyboard goes on, and by which of a rule's controls: whoever moved it goes along. */
interface Followed {
  to: number
  control: string
}
function follow(list: HTMLElement | null, { to, control }: Followed): void {
  const controls = [...(list?.children[to]?.querySelectorAll<HTMLButtonElement>('[data-control]') ?? [])]
  const same = controls.find(one => one.dataset['control'] === control && !one.disabled)
  const target = same ?? controls.find(one => !one.disabled)
  target?.focus()
}
