import { UnstyledButton } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../../shared/entity.ts'
import type { FilterGroup } from '../../../../../shared/filters.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { operatorsOf } from '../filterFields.ts'
import { AddFilter } from './AddFilter.tsx'
import { FilterChip } from './FilterChip.tsx'
import styles from './filters.module.css'
import { deepest, isGroup, joiningOf, partsOf } from './filterTree.ts'
import type { FilterTree, Path } from './useFilterTree.ts'
import type { FieldsWithParents } from './withParents.ts'

interface Props {
  kind: AnyKind
  fields: FieldsWithParents
  tree: FilterTree
  group: FilterGroup
  path: Path
}

/** The parts of a group as they are read: `Durum: Aktif ve (Sektör: Üretim veya Bölge: Ege)`. */
export function FilterParts({ kind, fields, tree, group, path }: Props) {
  const { t } = useTranslation('lists')
  const parts = partsOf(group)
  const joining = joiningOf(group)
  const isRoot = path.length === 0
  // Simple filters beside each other are "and" to everybody; where a group is among them it is said.
  const isSaid = !isRoot || parts.some(isGroup)
  const other = joining === 'all' ? 'any' : 'all'
  return parts.map((part, at) => {
    const own = [...path, at]
    const key = `${at} ${isGroup(part) ? '' : part.field}`
    const isOpenAtFirst = own.join() === tree.openAt?.join()
    const shown = isGroup(part) ? undefined : fields.get(part.field)
    if (!isGroup(part) && !shown) return null
    return (
      <Fragment key={key}>
        {at > 0 &&
          isSaid &&
          (isRoot ? (
            <span className={styles.joint}>{t(`filters.${joining}`)}</span>
          ) : (
            <UnstyledButton
              className={styles.joint}
              data-button
              title={t(`filters.join.${other}`)}
              aria-label={t(`filters.join.${other}`)}
              onClick={() => tree.join(path, other)}
            >
              {t(`filters.${joining}`)}
            </UnstyledButton>
          ))}
        {isGroup(part) ? (
          <FilterGroupBox {...{ kind, fields, tree }} group={part} path={own} isNew={isOpenAtFirst} />
        ) : (
          shown && (
            <FilterChip
              filter={part}
              shown={shown}
              isOpenAtFirst={isOpenAtFirst}
              onChange={next => tree.change(own, next)}
              onRemove={() => tree.remove(own)}
              onClose={() => tree.close(own)}
              onOr={joining === 'all' && path.length + 1 < deepest ? () => tree.addOr(own) : undefined}
            />
          )
        )}
      </Fragment>
    )
  })
}

function FilterGroupBox({ kind, fields, tree, group, path, isNew }: Props & { isNew: boolean }) {
  const { t } = useTranslation('lists')
  const joining = joiningOf(group)
  const mayNest = path.length + 1 < deepest
  return (
    <fieldset className={styles.group} aria-label={t(`filters.group.${joining}`)}>
      <span className={styles.bracket}>(</span>
      <FilterParts {...{ kind, fields, tree, group, path }} />
      <AddFilter
        kind={kind}
        fields={fields}
        isWithin={t(`filters.addTo.${joining}`)}
        isOpenAtFirst={isNew && partsOf(group).length === 0}
        onAdd={field => tree.add(path, { field: field.name, op: operatorsOf(field)[0] ?? 'notEmpty' })}
        newGroup={t(`filters.newGroup.${joining === 'any' ? 'all' : 'any'}`)}
        onGroup={mayNest ? () => tree.add(path, joining === 'any' ? { all: [] } : { any: [] }) : undefined}
        onNothing={() => partsOf(group).length === 0 && tree.remove(path)}
      />
      <span className={styles.bracket}>)</span>
      <IconButton
        label={t('filters.removeGroup')}
        icon={IconX}
        size={20}
        className={styles.chipRemove}
        onClick={() => tree.remove(path)}
      />
    </fieldset>
  )
}
