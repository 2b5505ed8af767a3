import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '../../../core/api/identity.ts'
import { useNameOf } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { Chip } from '../../records/fields/Chip.tsx'
import table from '../table.module.css'
import { useTitleOf } from '../useTitleOf.ts'

/** A row for each key; one that was taken back says when. */
export function KeysTable({ keys, onRevoke }: { keys: readonly ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  const { t } = useTranslation('admin')
  const { date, relative } = useFormat()
  const role = useTitleOf('role')
  const nameOf = useNameOf()
  const columns = ['name', 'start', 'role', 'used', 'created'] as const
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.list}`}>
        <caption className={table.caption}>{t('keys.title')}</caption>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column} scope="col">
                {t(`keys.columns.${column}`)}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {keys.map(key => {
            const by = nameOf(key.createdBy)
            return (
              <tr key={key.id} data-quiet={key.revokedAt ? true : undefined}>
                <th scope="row">
                  <span className={table.name}>{key.name}</span>
                </th>
                <td className={table.code}>{key.start && `${key.start}…`}</td>
                <td>{role(key.role)}</td>
                <td className={table.noWrap}>
                  {key.lastUsedAt ? (
                    <time dateTime={key.lastUsedAt}>{relative(key.lastUsedAt)}</time>
                  ) : (
                    <span className={table.quiet}>{t('keys.neverUsed')}</span>
                  )}
                </td>
                <td className={table.noWrap}>
                  {by ? t('keys.createdBy', { name: by, date: date(day(key.createdAt)) }) : date(day(key.createdAt))}
                </td>
                <td className={table.noWrap}>
                  {key.revokedAt ? (
                    <Chip>{t('keys.revoked')}</Chip>
                  ) : (
                    <Button
                      variant="subtle"
                      color="red"
                      size="compact-sm"
                      aria-label={t('keys.revokeOf', { name: key.name })}
                      onClick={() => onRevoke(key)}
                    >
                      {t('keys.revoke')}
                    </Button>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

const day = (instant: string): string => instant.slice(0, 10)
