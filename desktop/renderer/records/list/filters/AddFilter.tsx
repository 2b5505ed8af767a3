import { Button } from '@mantine/core'
import { IconFilterPlus, IconParentheses, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../../shared/entity.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import type { ShownField } from '../../fields/shownFields.ts'
import { FieldMenu, type MenuPart } from '../FieldMenu.tsx'
import { filterFields } from '../filterFields.ts'
import type { FieldsWithParents } from './withParents.ts'

interface Props {
  kind: AnyKind
  fields: FieldsWithParents
  onAdd: (field: ShownField) => void
  /** Absent where groups are as deep as they may be. */
  onGroup?: (() => void) | undefined
  /** What adding a group is called. */
  newGroup: string
  /** Absent within a group: the archive is no field. */
  onArchived?: (archived: 'only' | 'with') => void
  hasArchived?: boolean
  /** The small form within a group, and what it is called there. */
  isWithin?: string
  isOpenAtFirst?: boolean
  /** Closed without a choice. */
  onNothing?: () => void
}

const archives = ['only', 'with'] as const
/** No field's name begins so. */
const groupValue = '?group'

/** Every field that can be filtered by, those of the record it hangs on too, found by typing; the usual ones first. */
export function AddFilter({ kind, fields, onAdd, onGroup, newGroup, onArchived, hasArchived, ...rest }: Props) {
  const { t } = useTranslation('records')
  const { t: say } = useTranslation('lists')
  const { isWithin } = rest
  const parts = (): MenuPart[] => {
    const { first, others } = filterFields(kind, fields)
    const options = (of: readonly ShownField[]) => of.map(({ name, label }) => ({ value: name, label }))
    const icon = <IconParentheses size={16} stroke={1.5} aria-hidden />
    return [
      { options: onGroup ? [{ value: groupValue, label: newGroup, icon }] : [] },
      { label: t('filters.usual'), options: options(first) },
      { label: t('filters.others'), options: options(others) },
      ...fields.parents.map(parent => ({
        label: say('filters.ofParent', { kind: parent.label }),
        options: options(parent.fields),
      })),
      {
        label: t('filters.archive'),
        options:
          onArchived && !hasArchived
            ? archives.map(choice => ({ value: `?${choice}`, label: t(`archived.${choice}`) }))
            : [],
      },
    ]
  }
  const choose = (value: string) => {
    if (value === groupValue) return onGroup?.()
    const archived = archives.find(choice => value === `?${choice}`)
    if (archived) return onArchived?.(archived)
    const field = fields.get(value)
    if (field) onAdd(field)
  }
  return (
    <FieldMenu
      parts={parts}
      onChoose={choose}
      label={t('filters.add')}
      search={t('filters.searchField')}
      nothing={t('fields.nothingFound')}
      position="bottom-start"
      withinPortal={false}
      isOpenAtFirst={rest.isOpenAtFirst === true}
      onNothing={rest.onNothing}
      button={opens =>
        isWithin ? (
          <IconButton label={isWithin} icon={IconPlus} size={22} {...opens} />
        ) : (
          <Button
            variant="subtle"
            size="compact-sm"
            color="gray"
            leftSection={<IconFilterPlus size={16} stroke={1.5} aria-hidden />}
            {...opens}
          >
            {t('filters.add')}
          </Button>
        )
      }
    />
  )
}
