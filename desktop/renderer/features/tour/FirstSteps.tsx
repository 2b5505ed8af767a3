import { Button } from '@mantine/core'
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useModules } from '../../app/modules.ts'
import { go } from '../../app/navigation.ts'
import { toList } from '../../app/route.ts'
import { opened } from '../../app/screenSlice.ts'
import { useAppDispatch } from '../../app/store.ts'
import { Keys } from '../../ui/Keys.tsx'
import type { Step } from './steps.ts'
import styles from './tour.module.css'
import { useTour } from './useTour.ts'

/** What to try on the first day, on the home screen until it is put away; each ticks itself when it is done. */
export function FirstSteps() {
  const { t } = useTranslation(['tour', 'app'])
  const tour = useTour()
  const id = useId()
  const keys = useStepKeys()
  const begin = useBegin()
  if (!tour || tour.isAway) return null
  const { offered, done, change } = tour
  const count = offered.filter(step => done.includes(step)).length
  const isThrough = count === offered.length
  return (
    <section className={styles.card} aria-labelledby={id}>
      <header className={styles.head}>
        <div className={styles.titles}>
          <h2 id={id} className={styles.title}>
            {t(isThrough ? 'through' : 'title')}
          </h2>
          <p className={styles.hint}>{t(isThrough ? 'throughHint' : 'hint')}</p>
        </div>
        <span className={styles.count} role="status">
          {t('count', { done: count, all: offered.length })}
        </span>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => change({ isAway: true })}>
          {t('putAway')}
        </Button>
      </header>
      <ol className={styles.steps}>
        {offered.map(step => {
          const isDone = done.includes(step)
          const run = begin[step]
          const title = t(`steps.${step}.title`)
          return (
            <li key={step} className={styles.step} data-done={isDone || undefined}>
              {isDone ? (
                <IconCircleCheckFilled size={18} role="img" aria-label={t('isDone')} />
              ) : (
                <IconCircle size={18} stroke={1.5} aria-hidden />
              )}
              <div className={styles.words}>
                {run ? (
                  <button type="button" className={styles.begin} onClick={run}>
                    {title}
                  </button>
                ) : (
                  <span className={styles.begin}>{title}</span>
                )}
                {!isDone && <p className={styles.hint}>{t(`steps.${step}.hint`)}</p>}
              </div>
              {!isDone && keys[step] && <Keys of={keys[step]} />}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function useStepKeys(): Partial<Record<Step, readonly string[]>> {
  const { t } = useTranslation('app')
  const ctrl = t('help.keys.ctrl')
  return { find: [ctrl, 'K'], note: ['C'], undo: [ctrl, 'Z'] }
}

/** Where a step begins, for those that begin at a place. */
function useBegin(): Partial<Record<Step, () => void>> {
  const dispatch = useAppDispatch()
  const { main } = useModules()
  const [first] = main
  const list = first && (() => go(toList(first.name)))
  return {
    find: () => dispatch(opened('palette')),
    ...(list ? { open: list, note: list, task: list, edit: list } : {}),
  }
}
