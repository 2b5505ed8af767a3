import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { Keys } from '../../ui/Keys.tsx'
import { useModules } from '../modules.ts'
import { closed } from '../screenSlice.ts'
import { useAppDispatch, useAppSelector } from '../store.ts'
import styles from './HelpDialog.module.css'

/** Every shortcut, on `?`. `goTo`: where `g` with a number leads, where that is not the modules. */
export function HelpDialog({ goTo: places }: { goTo?: readonly string[] }) {
  const { t } = useTranslation(['app', 'problems', 'grid', 'desk', 'work'])
  const { label } = useFormat()
  const dispatch = useAppDispatch()
  const isOpen = useAppSelector(state => state.screen.over === 'help')
  const { main } = useModules()
  const ctrl = t('help.keys.ctrl')
  const isApp = places === undefined
  const home = { words: t('help.goTo', { kind: t('work:home.title') }), keys: ['G', 'H'], joint: t('help.keys.then') }
  const goTo = (places ?? main.map(kind => label(kind.label.many))).slice(0, 9).map((place, at) => ({
    words: t('help.goTo', { kind: place }),
    keys: ['G', String(at + 1)],
    joint: t('help.keys.then'),
  }))
  const groups = [
    {
      title: t('help.everywhere'),
      rows: [
        ...(isApp
          ? [
              { words: t('help.palette'), keys: [ctrl, 'K'] },
              { words: t('help.undo'), keys: [ctrl, 'Z'] },
              { words: t('desk:undo.help'), keys: [ctrl, t('help.keys.shift'), 'Z'] },
            ]
          : []),
        { words: t('help.close'), keys: [t('help.keys.esc')] },
        { words: t('help.help'), keys: ['?'] },
        { words: t('problems:report.open'), keys: [ctrl, t('help.keys.shift'), 'B'] },
        ...(isApp ? [home] : []),
        ...goTo,
      ],
    },
    {
      title: t('help.lists'),
      rows: [
        { words: t('help.new'), keys: ['N'] },
        { words: t('help.move'), keys: ['↑', '↓'] },
        { words: t('help.openRow'), keys: [t('help.keys.enter')] },
        { words: t('help.select'), keys: [t('help.keys.space')] },
      ],
    },
    ...(isApp
      ? [
          {
            title: t('grid:help.title'),
            rows: [
              { words: t('grid:help.into'), keys: ['→', t('help.keys.esc')] },
              { words: t('grid:help.edit'), keys: [t('help.keys.enter')] },
              { words: t('grid:help.next'), keys: ['Tab'] },
              { words: t('grid:help.beside'), keys: [t('help.keys.space')] },
              { words: t('grid:help.range'), keys: [t('help.keys.shift'), '↓'] },
              { words: t('grid:help.clear'), keys: ['Del'] },
              { words: t('grid:help.fill'), keys: [ctrl, 'D'] },
              { words: t('grid:help.copy'), keys: [ctrl, 'C', 'V'] },
            ],
          },
        ]
      : []),
    {
      title: t('help.forms'),
      rows: [
        { words: t('help.save'), keys: [ctrl, t('help.keys.enter')] },
        { words: t('help.saveAndContinue'), keys: [ctrl, t('help.keys.shift'), t('help.keys.enter')] },
      ],
    },
  ]
  return (
    <Modal opened={isOpen} onClose={() => dispatch(closed())} title={t('help.title')} size={560}>
      {groups.map(group => (
        <section key={group.title} className={styles.group}>
          <h3 className={styles.title}>{group.title}</h3>
          <dl className={styles.list}>
            {group.rows.map(({ words, keys, ...row }) => (
              <div key={words} className={styles.row}>
                <dt>{words}</dt>
                <dd>{'joint' in row ? <Pair keys={keys} joint={row.joint} /> : <Keys of={keys} />}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  )
}

/** Two keys one after the other. */
function Pair({ keys, joint }: { keys: readonly string[]; joint: string }) {
  const [first = '', second = ''] = keys
  return (
    <span className={styles.pair}>
      <Keys of={[first]} /> {joint} <Keys of={[second]} />
    </span>
  )
}
