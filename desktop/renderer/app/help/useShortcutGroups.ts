import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { useModules } from '../modules.ts'

export interface ShortcutRow {
  words: string
  keys: readonly string[]
  /** Pressed one after the other, or either of the two; else together, or one of them as their signs tell. */
  joint?: 'then' | 'or'
}
export interface ShortcutGroup {
  title: string
  rows: readonly ShortcutRow[]
}

/** Every shortcut there is, by where it works. `places`: where `g` leads in the administration window. */
export function useShortcutGroups(places: readonly string[] | undefined): ShortcutGroup[] {
  const { t } = useTranslation(['app', 'problems', 'grid', 'desk', 'help'])
  const { label } = useFormat()
  const { main } = useModules()
  const [ctrl, shift, enter, esc, space] = [
    t('help.keys.ctrl'),
    t('help.keys.shift'),
    t('help.keys.enter'),
    t('help.keys.esc'),
    t('help.keys.space'),
  ]
  const row = (words: string, ...keys: string[]): ShortcutRow => ({ words, keys })
  const goTo = (kind: string, key: string): ShortcutRow => ({
    words: t('help.goTo', { kind }),
    keys: ['G', key],
    joint: 'then',
  })
  const numbered = (names: readonly string[]) => names.slice(0, 9).map((name, at) => goTo(name, String(at + 1)))
  const lists: ShortcutGroup = {
    title: t('help.lists'),
    rows: [
      row(t('help.new'), 'N'),
      row(t('help.move'), '↑', '↓'),
      row(t('help:lists.ends'), t('help.keys.home'), t('help.keys.end')),
      row(t('help.openRow'), enter),
      row(t('help.select'), space),
      row(t('help.bulk'), 'B'),
      row(t('help:lists.range'), shift, '↓'),
      row(t('help:lists.search'), '/'),
      { words: t('help:lists.toRows'), keys: [enter, '↓'], joint: 'or' },
    ],
  }
  const forms = {
    title: t('help.forms'),
    rows: [
      row(t('help.save'), ctrl, enter),
      row(t('help.saveAndContinue'), ctrl, shift, enter),
      row(t('help:forms.tools'), t('help:keys.alt'), 'F10'),
    ],
  }
  const everywhere = [
    row(t('help.close'), esc),
    row(t('help.help'), '?'),
    row(t('problems:report.open'), ctrl, shift, 'B'),
  ]
  if (places) return [{ title: t('help.everywhere'), rows: [...everywhere, ...numbered(places)] }, lists, forms]
  return [
    {
      title: t('help.everywhere'),
      rows: [
        row(t('help.palette'), ctrl, 'K'),
        row(t('help.undo'), ctrl, 'Z'),
        row(t('desk:undo.help'), ctrl, shift, 'Z'),
        ...everywhere,
        { words: t('help:home'), keys: ['G', 'H'], joint: 'then' },
        ...numbered(main.map(kind => label(kind.label.many))),
      ],
    },
    {
      title: t('help:palette.title'),
      rows: [
        row(t('help:palette.move'), '↑', '↓'),
        row(t('help:palette.open'), enter),
        row(t('help:palette.page'), ctrl, enter),
      ],
    },
    lists,
    {
      title: t('grid:help.title'),
      rows: [
        row(t('grid:help.into'), '→', esc),
        row(t('grid:help.edit'), enter),
        row(t('grid:help.next'), 'Tab'),
        row(t('grid:help.beside'), space),
        row(t('grid:help.range'), shift, '↓'),
        row(t('grid:help.clear'), t('help:keys.delete')),
        row(t('grid:help.fill'), ctrl, 'D'),
        row(t('grid:help.copy'), ctrl, 'C', 'V'),
      ],
    },
    {
      title: t('help:board.title'),
      rows: [
        row(t('help:board.move'), '←', '↑', '↓', '→'),
        row(t('help:board.lift'), space),
        row(t('help:board.carry'), '←', '→'),
        row(t('help:board.back'), esc),
        row(t('help.openRow'), enter),
      ],
    },
    {
      title: t('help:record.title'),
      rows: [
        row(t('help:record.edit'), 'E'),
        row(t('help:record.note'), 'C'),
        row(t('help:record.favourite'), 'S'),
        row(t('help:record.print'), ctrl, 'P'),
        row(t('help:record.split'), '←', '→'),
      ],
    },
    {
      title: t('help:comments.title'),
      rows: [row(t('help:comments.mention'), '@'), row(t('help:comments.send'), ctrl, enter)],
    },
    {
      title: t('help:tasks.title'),
      rows: [row(t('help:tasks.new'), 'N'), row(t('help:tasks.move'), '↑', '↓'), row(t('help:tasks.tick'), space)],
    },
    {
      title: t('help:map.title'),
      rows: [
        row(t('help:map.move'), '←', '↑', '↓', '→'),
        row(t('help:map.keep'), enter),
        row(t('help:map.zoom'), '+', '−'),
      ],
    },
    forms,
  ]
}

/** The rows whose words or keys hold what was typed, however its Turkish letters are written. */
export function fitting(
  groups: readonly ShortcutGroup[],
  typed: string,
  fold: (text: string) => string,
): ShortcutGroup[] {
  const wanted = fold(typed).trim()
  if (wanted === '') return [...groups]
  const fits = (text: string) => fold(text).includes(wanted)
  return groups
    .map(({ title, rows }) => ({
      title,
      rows: fits(title)
        ? rows
        : rows.filter(({ words, keys }) => fits(words) || fits(keys.join(' ')) || fits(keys.join('+'))),
    }))
    .filter(({ rows }) => rows.length > 0)
}
