import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import {
  actions,
  type FieldRight,
  type KindRights,
  noRights,
  type RoleRights,
  type Scope,
} from '../../../../shared/permissions/rights.ts'
import { iconOfKind } from '../../app/kindIcons.ts'
import { useKinds } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import table from '../table.module.css'
import styles from './access.module.css'

/** A row for each kind, a column for each action; how far a right reaches stands in words. */
export function RightsTable({ rights, role }: { rights: RoleRights; role: string }) {
  const { t } = useTranslation('admin')
  const kinds = useKinds().all.filter(kind => !kind.internal)
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${styles.rights}`}>
        <caption className={table.caption}>{t('access.caption', { role })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('access.kind')}</th>
            {actions.map(action => (
              <th key={action} scope="col">
                {t(`access.actions.${action}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map(kind => (
            <KindRow key={kind.name} kind={kind} rights={rights.kinds[kind.name] ?? noRights} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function KindRow({ kind, rights }: { kind: AnyKind; rights: KindRights }) {
  const { label } = useFormat()
  const Glyph = iconOfKind(kind.name)
  return (
    <tr>
      <th scope="row">
        <span className={styles.kind}>
          <Glyph size={18} stroke={1.5} aria-hidden />
          <span>
            {label(kind.label.many)}
            <FieldRights kind={kind} fields={rights.fields ?? {}} />
          </span>
        </span>
      </th>
      {actions.map(action => (
        <td key={action}>
          <Reach scope={rights[action]} />
        </td>
      ))}
    </tr>
  )
}

/** `own`, `team` and `all` fill one, two and three of three bars: the word says it, the bars let an eye run down. */
function Reach({ scope }: { scope: Scope }) {
  const { t } = useTranslation('admin')
  return (
    <span className={styles.reach} data-scope={scope}>
      <span className={styles.bars} aria-hidden>
        <i />
        <i />
        <i />
      </span>
      {t(`access.scopes.${scope}`)}
    </span>
  )
}

/** Fields that the role does not see, or sees but cannot change. */
function FieldRights({ kind, fields }: { kind: AnyKind; fields: Readonly<Record<string, FieldRight>> }) {
  const { t } = useTranslation(['admin', 'app'])
  const { label } = useFormat()
  const named = (right: FieldRight) =>
    Object.entries(fields)
      .filter(([, own]) => own === right)
      .map(([name]) => {
        const field = kind.fields[name]
        return field ? label(field.label) : name === 'owner' || name === 'team' ? t(`app:fields.${name}`) : name
      })
  return (['hidden', 'readOnly'] as const).map(right => {
    const names = named(right)
    if (names.length === 0) return null
    return (
      <span key={right} className={styles.fields}>
        {t(`admin:access.fields.${right}`, { names: names.join(', ') })}
      </span>
    )
  })
}
