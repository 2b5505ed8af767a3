import { Avatar } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../core/api/identity.ts'
import { useFormat } from '../../i18n/format.ts'
import { Chip } from '../../records/fields/Chip.tsx'
import { initialsOf } from '../../ui/initials.ts'
import table from '../table.module.css'
import { useTitleOf } from '../useTitleOf.ts'
import type { Deed } from './PersonDialogs.tsx'
import { PersonMenu } from './PersonMenu.tsx'

const colours = { active: 'green', invited: 'blue', inactive: 'gray', noAccount: 'yellow' } as const

/** A row for each person and each open invitation. */
export function PeopleTable({ people, onDeed }: { people: readonly Person[]; onDeed: (deed: Deed) => void }) {
  const { t } = useTranslation('admin')
  const role = useTitleOf('role')
  const team = useTitleOf('team')
  const columns = ['name', 'state', 'role', 'team', 'seen'] as const
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.list}`}>
        <caption className={table.caption}>{t('people.title')}</caption>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column} scope="col">
                {t(`people.columns.${column}`)}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {people.map(person => (
            <tr key={person.id} data-quiet={person.state === 'inactive' || undefined}>
              <th scope="row">
                <span className={table.who}>
                  <Avatar size={32} color={person.state === 'active' ? 'blue' : 'gray'} variant="light" aria-hidden>
                    {initialsOf(person.name || person.email)}
                  </Avatar>
                  <span className={table.names}>
                    <span className={table.name}>
                      {person.name}
                      {person.isMe && <span className={table.quiet}> ({t('people.me')})</span>}
                    </span>
                    <span className={table.quiet}>{person.email}</span>
                  </span>
                </span>
              </th>
              <td>
                <State of={person} />
              </td>
              <td className={table.noWrap}>{role(person.role)}</td>
              <td className={table.noWrap}>
                {person.team ? team(person.team) : <span className={table.quiet}>{t('people.noTeam')}</span>}
              </td>
              <td className={table.noWrap}>
                <Seen at={person.lastSeenAt} state={person.state} />
              </td>
              <td>
                <PersonMenu person={person} onDeed={onDeed} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function State({ of: person }: { of: Person }) {
  const { t } = useTranslation('admin')
  const { date } = useFormat()
  const isOver = person.expiresAt !== undefined && Date.parse(person.expiresAt) < Date.now()
  return (
    <span className={table.state}>
      <Chip color={isOver ? 'orange' : colours[person.state]}>{t(`people.states.${person.state}`)}</Chip>
      {person.expiresAt && (
        <span className={isOver ? table.needs : table.quiet}>
          {isOver ? t('people.expired') : t('people.expires', { date: date(person.expiresAt.slice(0, 10)) })}
        </span>
      )}
      {person.askedForResetAt && <span className={table.needs}>{t('people.askedForReset')}</span>}
    </span>
  )
}

function Seen({ at, state }: { at: string | undefined; state: Person['state'] }) {
  const { t } = useTranslation('admin')
  const { relative } = useFormat()
  if (at) return <time dateTime={at}>{relative(at)}</time>
  return state === 'active' ? <span className={table.quiet}>{t('people.neverSeen')}</span> : null
}
