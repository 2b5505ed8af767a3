import { Modal } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { go, useRoute } from '../../app/navigation.ts'
import { toRecord } from '../../app/route.ts'
import { closed, found } from '../../app/screenSlice.ts'
import { useAppDispatch, useAppSelector } from '../../app/store.ts'
import { arrival } from '../../records/arrival.ts'
import { Keys } from '../../ui/Keys.tsx'
import { useStillLoading } from '../sync/NothingHere.tsx'
import styles from './Palette.module.css'
import { PaletteRowView } from './PaletteRowView.tsx'
import { movedBy, type PaletteRow } from './rows.ts'
import { usePaletteGroups } from './usePaletteGroups.ts'

/** Search and actions from anywhere (Ctrl/Cmd+K); everything by keyboard, focus stays in the field. */
export function Palette() {
  const { t } = useTranslation('search')
  const dispatch = useAppDispatch()
  const isOpen = useAppSelector(state => state.screen.over === 'palette')
  const close = () => dispatch(closed())
  return (
    <Modal.Root opened={isOpen} onClose={close} size={640} yOffset="12vh" returnFocus={false}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('label')}>
        <Modal.Body p={0} className={styles.body}>
          {isOpen && <Search onDone={close} />}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function Search({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation(['search', 'app'])
  const dispatch = useAppDispatch()
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const { groups, corrected, isReady } = usePaletteGroups(words)
  const loading = useStillLoading()
  const route = useRoute()
  const rows = groups.flatMap(group => group.rows)
  const marked = Math.min(at, Math.max(0, rows.length - 1))
  const rowId = (row: PaletteRow | undefined) => (row ? `${listId}-${row.id}` : undefined)
  const markedId = rowId(rows[marked])

  useEffect(() => {
    if (markedId) document.getElementById(markedId)?.scrollIntoView({ block: 'nearest' })
  }, [markedId])

  const run = (row: PaletteRow | undefined, asPage = false) => {
    if (!row) return
    onDone()
    if (row.type === 'action') return row.action.run()
    const { kind, id } = row.hit
    dispatch(found())
    if (!('id' in route && route.id === id)) arrival.announce(id)
    go(toRecord(kind, id, { page: asPage }))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      run(rows[marked], event.ctrlKey || event.metaKey)
      return
    }
    // Home and End move the cursor while there is text to move in.
    if (words !== '' && (event.key === 'Home' || event.key === 'End')) return
    const next = movedBy(event.key, marked, rows.length)
    if (next === undefined) return
    event.preventDefault()
    setAt(next)
  }

  return (
    <>
      <div className={styles.field}>
        <IconSearch size={20} stroke={1.5} aria-hidden />
        <input
          className={styles.input}
          data-autofocus
          role="combobox"
          aria-expanded={rows.length > 0}
          aria-controls={listId}
          aria-activedescendant={markedId}
          aria-autocomplete="list"
          aria-label={t('label')}
          placeholder={t('placeholder')}
          value={words}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          onChange={event => {
            setWords(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {corrected && <p className={styles.corrected}>{t('corrected')}</p>}
      <div id={listId} ref={list} role="listbox" aria-label={t('label')} className={styles.list}>
        {groups.map(group => (
          // biome-ignore lint/a11y/useSemanticElements: groups of options have no element of their own
          <div key={group.id} role="group" aria-label={group.title}>
            <div className={styles.group} aria-hidden>
              {group.title}
            </div>
            {group.rows.map(row => (
              <PaletteRowView
                key={row.id}
                id={rowId(row) ?? ''}
                row={row}
                words={words}
                isMarked={row === rows[marked]}
                onPoint={() => setAt(rows.indexOf(row))}
                onRun={asPage => run(row, asPage)}
              />
            ))}
          </div>
        ))}
      </div>
      {isReady && words.trim() !== '' && rows.length === 0 && (
        <div className={styles.nothing}>
          <strong>{t('nothing', { words: words.trim() })}</strong>
          <span>{loading ?? t('nothingHint')}</span>
        </div>
      )}
      <div className={styles.foot} aria-hidden>
        <span>
          <Keys of={['↑', '↓']} /> {t('hints.move')}
        </span>
        <span>
          <Keys of={['↵']} /> {t('hints.open')}
        </span>
        <span>
          <Keys of={[t('app:help.keys.esc')]} /> {t('hints.close')}
        </span>
      </div>
      <span className={styles.announce} role="status">
        {isReady && words.trim() !== '' ? t('results', { count: rows.length }) : ''}
      </span>
    </>
  )
}
