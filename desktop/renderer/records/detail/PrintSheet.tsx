import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useNameOf, useSession } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import styles from './print.module.css'
import type { Paper } from './usePaper.ts'

interface Props {
  kind: AnyKind
  record: ShownRecord
  paper: Paper
  /** The printer's dialog is closed. */
  onDone: () => void
}

/** What comes out of the printer, or as a PDF, instead of the window: the record's fields, and tables of what hangs on it. */
export function PrintSheet({ kind, record, paper, onDone }: Props) {
  const { t } = useTranslation(['detail', 'records'])
  const { label, dateTime, language } = useFormat()
  const nameOf = useNameOf()
  const session = useSession()
  useEffect(() => {
    const before = document.title
    // What a PDF is called at first.
    document.title = record.title
    window.addEventListener('afterprint', onDone)
    window.print()
    return () => {
      document.title = before
      window.removeEventListener('afterprint', onDone)
    }
  }, [record.title, onDone])
  const by = (user: string) => nameOf(user) ?? t('records:history.system')
  return createPortal(
    <div className={styles.sheet} lang={language} aria-hidden>
      <header className={styles.head}>
        <span>
          {session?.company?.name} · {label(kind.label.one)}
        </span>
        <span>
          {t('detail:print.printed', { name: session?.user?.name ?? '', at: dateTime(new Date().toISOString()) })}
        </span>
      </header>
      <h1 className={styles.title}>{record.title}</h1>
      {paper.sections.map(section => (
        <section key={section.title} className={styles.section}>
          {section.title && <h2 className={styles.sectionTitle}>{section.title}</h2>}
          <dl className={styles.fields}>
            {section.lines.map(line => (
              <div key={line.label} className={styles.field}>
                <dt>{line.label}</dt>
                <dd>{line.text}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {paper.tables.map(table => (
        <section key={table.title} className={styles.section}>
          <h2 className={styles.sectionTitle}>{table.title}</h2>
          <table className={styles.table}>
            <thead>
              <tr>
                {table.columns.map(column => (
                  <th key={column}>{column}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((cells, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: printed once
                <tr key={at}>
                  {cells.map((cell, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: printed once
                    <td key={place}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {table.more > 0 && <p>{t('detail:print.more', { count: table.more })}</p>}
        </section>
      ))}
      <p className={styles.traces}>
        {t('detail:print.created')}: {by(record.createdBy)}, {dateTime(record.createdAt)} · {t('detail:print.updated')}:{' '}
        {by(record.updatedBy)}, {dateTime(record.updatedAt)}
      </p>
    </div>,
    document.body,
  )
}
