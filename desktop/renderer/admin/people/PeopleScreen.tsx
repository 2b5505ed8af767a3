import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { IconCloudOff, IconSearch, IconUserPlus, IconUserSearch } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { searchTerms, trFold } from '../../../../shared/text.ts'
import type { Person } from '../../../core/api/identity.ts'
import { useCall } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Keys } from '../../ui/Keys.tsx'
import { ScreenHeader } from '../../ui/ScreenHeader.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import table from '../table.module.css'
import { InviteDialog } from './InviteDialog.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { type Deed, PersonDialogs } from './PersonDialogs.tsx'

type Shown = Person['state'] | 'all'
/** In the order in which they are offered. */
const personStates = ['active', 'invited', 'inactive', 'noAccount'] as const satisfies readonly Person['state'][]

/** Who is in the company, who is invited, and what can be done about each. */
export function PeopleScreen() {
  const { t } = useTranslation(['admin', 'app'])
  const { error } = useErrorText()
  const { latest: people, error: problem, refetch } = useCall('people.list', {})
  const [shown, setShown] = useState<Shown>('all')
  const [words, setWords] = useState('')
  const [isInviting, setInviting] = useState(false)
  const [deed, setDeed] = useState<Deed>()
  const search = useRef<HTMLInputElement>(null)
  useShortcuts([
    { key: 'n', run: () => setInviting(true) },
    { key: '/', run: () => search.current?.focus() },
  ])
  const invite = (
    <Button leftSection={<IconUserPlus size={18} stroke={1.5} aria-hidden />} onClick={() => setInviting(true)}>
      {t('admin:people.invite')}
    </Button>
  )
  const states = personStates.filter(state => people?.some(person => person.state === state))
  const found = people?.filter(person => (shown === 'all' || person.state === shown) && fits(person, words)) ?? []
  return (
    <>
      <ScreenHeader title={t('admin:people.title')} hint={t('admin:people.hint')} actions={invite} />
      {!people && problem && (
        <EmptyState
          icon={IconCloudOff}
          title={t('admin:away')}
          hint={error(problem)}
          action={
            <Button variant="default" onClick={refetch}>
              {t('app:actions.retry')}
            </Button>
          }
        />
      )}
      {!people && !problem && (
        <div className={table.screen}>
          <Waiting label={t('app:waiting')} />
        </div>
      )}
      {people && (
        <div className={table.screen}>
          <div className={table.tools}>
            <TextInput
              ref={search}
              className={table.search}
              aria-label={t('admin:people.search')}
              placeholder={t('admin:people.search')}
              leftSection={<IconSearch size={16} stroke={1.5} aria-hidden />}
              rightSection={words === '' ? <Keys of={['/']} /> : null}
              value={words}
              onChange={event => setWords(event.target.value)}
            />
            {states.length > 1 && (
              <SegmentedControl
                size="xs"
                className={table.filter}
                aria-label={t('admin:people.filter')}
                value={states.includes(shown as Person['state']) ? shown : 'all'}
                data={(['all', ...states] as const).map(state => ({
                  value: state,
                  label: `${state === 'all' ? t('admin:people.all') : t(`admin:people.states.${state}`)} ${people.filter(person => state === 'all' || person.state === state).length}`,
                }))}
                onChange={value => setShown(personStates.find(state => state === value) ?? 'all')}
              />
            )}
          </div>
          {found.length > 0 ? (
            <PeopleTable people={found} onDeed={setDeed} />
          ) : (
            <EmptyState
              icon={IconUserSearch}
              title={t('admin:people.none')}
              hint={t('admin:people.noneHint')}
              action={
                <Button
                  variant="default"
                  onClick={() => {
                    setWords('')
                    setShown('all')
                  }}
                >
                  {t('admin:people.all')}
                </Button>
              }
            />
          )}
          {people.length === 1 && found.length === 1 && (
            <EmptyState
              icon={IconUserPlus}
              title={t('admin:people.alone')}
              hint={t('admin:people.aloneHint')}
              action={invite}
            />
          )}
        </div>
      )}
      <InviteDialog
        isOpen={isInviting}
        known={people ?? []}
        onClose={() => setInviting(false)}
        onInvited={() => refetch()}
      />
      <PersonDialogs deed={deed} onClose={() => setDeed(undefined)} onDone={refetch} />
    </>
  )
}

/** Each word typed begins a word of the name or stands in the address, however its Turkish letters are written. */
function fits({ name, email }: Person, words: string): boolean {
  const own = searchTerms(name)
  const address = trFold(email)
  return trFold(words)
    .split(/\s+/)
    .every(word => own.some(part => part.startsWith(word)) || address.includes(word))
}
