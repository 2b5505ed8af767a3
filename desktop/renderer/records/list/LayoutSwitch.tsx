import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconLayoutKanban, IconTable } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ShownField } from '../fields/shownFields.ts'
import styles from './list.module.css'
import type { ListState } from './listParams.ts'

interface Props {
  state: ListState
  /** Choice fields whose values can be a board's columns. */
  boardFields: readonly ShownField[]
  boardBy: ShownField | undefined
  onChange: (state: ListState) => void
}

const layouts = [
  { layout: 'table', icon: IconTable },
  { layout: 'board', icon: IconLayoutKanban },
] as const

/** Table or board, and of a board what its columns are. */
export function LayoutSwitch({ state, boardFields, boardBy, onChange }: Props) {
  const { t } = useTranslation('lists')
  if (boardFields.length === 0) return null
  return (
    <>
      {state.layout === 'board' && boardBy && (
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <UnstyledButton className={styles.boardBy} data-value>
              {t('layout.by', { field: boardBy.label })}
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {boardFields.map(({ name, label }) => (
              <Menu.Item
                key={name}
                className={styles.menuItem ?? ''}
                rightSection={name === boardBy.name ? <IconCheck size={16} stroke={1.5} aria-hidden /> : undefined}
                onClick={() => onChange({ ...state, boardBy: name })}
              >
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <fieldset className={styles.layouts} aria-label={t('layout.title')}>
        {layouts.map(({ layout, icon: Glyph }) => (
          <UnstyledButton
            key={layout}
            className={styles.layout}
            aria-pressed={state.layout === layout}
            aria-label={t(`layout.${layout}`)}
            title={t(`layout.${layout}`)}
            onClick={() => onChange({ ...state, layout })}
          >
            <Glyph size={16} stroke={1.5} aria-hidden />
          </UnstyledButton>
        ))}
      </fieldset>
    </>
  )
}
