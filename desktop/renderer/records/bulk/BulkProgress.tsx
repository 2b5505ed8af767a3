import { Button, Progress } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkJob } from '../../../core/api/operations.ts'
import { useAction, useStream } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import styles from './bulk.module.css'

/** Large changes under way, wherever one has gone meanwhile. */
export function BulkProgress() {
  const jobs = useStream('bulk.jobs', {})
  return jobs?.map(job => <Job key={job.operation} job={job} />)
}

/** Amount, rate and time left, and a way to stop: what was done stays done and can be undone as one. */
function Job({ job }: { job: BulkJob }) {
  const { t } = useTranslation('bulk')
  const { number } = useFormat()
  const [stop] = useAction('bulk.stop')
  const [isStopping, setStopping] = useState(false)
  const title = t(`progress.${job.label === 'undo' || job.label === 'redo' ? job.label : 'change'}`)
  const seconds = job.perSecond > 0 ? Math.ceil((job.total - job.done) / job.perSecond) : undefined
  const figures = [
    t('progress.amount', { done: number(job.done), total: number(job.total) }),
    job.perSecond > 0 ? t('progress.rate', { rate: number(job.perSecond) }) : '',
    seconds === undefined ? '' : seconds < 2 ? t('progress.almost') : t('progress.left', { seconds }),
  ]
  return (
    <section className={styles.progress} aria-label={t('progress.label')}>
      <div className={styles.progressLine}>
        <strong>{title}</strong>
        <span className={styles.grow}>{t('progress.hint')}</span>
        <span className="numbers">{figures.filter(Boolean).join(' · ')}</span>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isStopping}
          onClick={() => {
            setStopping(true)
            void stop({ operation: job.operation })
          }}
        >
          {t(isStopping ? 'progress.stopping' : 'progress.stop')}
        </Button>
      </div>
      <Progress value={(job.done / Math.max(1, job.total)) * 100} size={4} radius={0} aria-label={title} />
    </section>
  )
}
