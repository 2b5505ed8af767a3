import { Modal, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { trFold } from '../../../../shared/text.ts'
import { BringBack } from '../../features/tour/BringBack.tsx'
import { Keys } from '../../ui/Keys.tsx'
import { closed } from '../screenSlice.ts'
import { useAppDispatch, useAppSelector } from '../store.ts'
import styles from './HelpDialog.module.css'
import { fitting, useShortcutGroups } from './useShortcutGroups.ts'

interface Props {
  /** Where `g` with a number leads, where that is not the modules: in the administration window. */
  goTo?: readonly string[]
}

/** Every shortcut, on `?`, and the way back to the first steps. */
export function HelpDialog({ goTo }: Props) {
  const { t } = useTranslation('app')
  const dispatch = useAppDispatch()
  const isOpen = useAppSelector(state => state.screen.over === 'help')
  const close = () => dispatch(closed())
  return (
    <Modal opened={isOpen} onClose={close} title={t('help.title')} size={goTo ? 560 : 860}>
      <Shortcuts goTo={goTo} onClose={close} />
      {!goTo && (
        <footer className={styles.foot}>
          <BringBack onDone={close} />
        </footer>
      )}
    </Modal>
  )
}

function Shortcuts({ goTo, onClose }: { goTo: readonly string[] | undefined; onClose: () => void }) {
  const { t } = useTranslation(['help', 'app'])
  const [typed, setTyped] = useState('')
  const groups = fitting(useShortcutGroups(goTo), typed, trFold)
  return (
    <>
      <TextInput
        className={styles.search}
        data-autofocus
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} stroke={1.5} aria-hidden />}
        value={typed}
        maxLength={60}
        onChange={event => setTyped(event.currentTarget.value)}
        onKeyDown={event => {
          // The key that opened it closes it.
          if (event.key !== '?' || typed !== '') return
          event.preventDefault()
          onClose()
        }}
      />
      {groups.length === 0 && <p className={styles.nothing}>{t('nothing')}</p>}
      <div className={styles.groups} data-wide={goTo === undefined || undefined}>
        {groups.map(group => (
          <section key={group.title} className={styles.group}>
            <h3 className={styles.title}>{group.title}</h3>
            <dl className={styles.list}>
              {group.rows.map(({ words, keys, joint }) => (
                <div key={words} className={styles.row}>
                  <dt>{words}</dt>
                  <dd>{joint ? <Pair keys={keys} joint={t(`app:help.keys.${joint}`)} /> : <Keys of={keys} />}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </>
  )
}

/** Two keys and how they go together. */
function Pair({ keys, joint }: { keys: readonly string[]; joint: string }) {
  const [first = '', second = ''] = keys
  return (
    <span className={styles.pair}>
      <Keys of={[first]} /> {joint} <Keys of={[second]} />
    </span>
  )
}
