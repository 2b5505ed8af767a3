import { Button } from '@mantine/core'
import { IconStack2, IconX } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/IconButton.tsx'
import type { ShownField } from '../fields/shownFields.ts'
import { FieldMenu } from './FieldMenu.tsx'

interface Props {
  fields: readonly ShownField[]
  groupBy: ShownField | undefined
  onGroup: (field: string | undefined) => void
}

/** What the list is grouped by, and every field that it could be. */
export const GroupMenu = memo(function GroupMenu({ fields, groupBy, onGroup }: Props) {
  const { t } = useTranslation('lists')
  const parts = () => {
    const none = groupBy ? [{ value: '', label: t('group.none') }] : []
    const options = fields.map(({ name, label }) => ({ value: name, label, isChosen: name === groupBy?.name }))
    return [{ options: [...none, ...options] }]
  }
  return (
    <>
      <FieldMenu
        parts={parts}
        onChoose={name => onGroup(name === '' ? undefined : name)}
        label={t('group.title')}
        search={t('columns.search')}
        nothing={t('columns.nothing')}
        position="bottom-end"
        button={opens => (
          <Button
            variant={groupBy ? 'light' : 'subtle'}
            color={groupBy ? undefined : 'gray'}
            size="compact-sm"
            leftSection={<IconStack2 size={16} stroke={1.5} aria-hidden />}
            {...opens}
          >
            {groupBy ? <span data-value>{t('group.by', { field: groupBy.label })}</span> : t('group.title')}
          </Button>
        )}
      />
      {groupBy && <IconButton label={t('group.remove')} icon={IconX} size={24} onClick={() => onGroup(undefined)} />}
    </>
  )
})
