import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { ListView } from '../../../../shared/filters.ts'
import { sameValue } from '../../../../shared/value.ts'
import { go } from '../../app/navigation.ts'
import { toList } from '../../app/route.ts'
import type { Columns } from '../list/useColumns.ts'
import { showsFrom } from './savedView.ts'
import type { ListViews } from './useListViews.ts'
import { useViewActions } from './useViewActions.ts'
import { useViewRights } from './useViewRights.ts'
import { ViewNameDialog, ViewRoleDialog } from './ViewDialog.tsx'
import { type ViewDialogName, ViewMenu } from './ViewMenu.tsx'
import { ViewTabs } from './ViewTabs.tsx'
import styles from './views.module.css'

interface Props {
  kind: AnyKind
  views: ListViews
  columns: Columns
}

/** The list's views: which one is shown, what else there is, and a quiet word where it differs from what is saved. */
export function ViewBar({ kind, views, columns }: Props) {
  const { t } = useTranslation('lists')
  const [dialog, setDialog] = useState<ViewDialogName>()
  const actions = useViewActions(kind)
  const rights = useViewRights()
  const { current, state } = views
  const isChanged = views.isChanged || (current !== undefined && columns.isChanged)
  const shows = () => showsFrom(state, columns.saved)
  const reset = () => {
    columns.reset()
    views.reset()
  }
  // What was saved is asked for by its address once it has come back: until then the list stays as it is.
  const [saved, setSaved] = useState<ListView>()
  const [awaited, setAwaited] = useState<string>()
  useEffect(() => {
    if (saved && sameValue(current?.shows, saved)) {
      setSaved(undefined)
      reset()
    }
    if (awaited && views.all.some(view => view.id === awaited)) {
      setAwaited(undefined)
      if (current) reset()
      go(toList(kind.name, { view: awaited }))
    }
  })
  const save = async () => {
    const next = shows()
    if (current && (await actions.save(current, next))) setSaved(next)
  }
  const create = async (given: { name: string; scope: 'mine' | 'team' | 'company' }) => {
    const last = Math.max(0, ...views.all.map(({ position }) => position ?? 0))
    const id = await actions.create({ ...given, shows: shows(), position: Math.min(10_000, last + 1) })
    // What was changed is in the new one now; the one before is as it was saved.
    setAwaited(id)
    return id !== undefined
  }
  const mayCreate = rights.scopes.length > 0
  return (
    <div className={styles.bar}>
      <ViewTabs views={views} isChanged={isChanged} />
      <ViewMenu views={views} actions={actions} onDialog={setDialog} onMade={setAwaited} />
      {isChanged && (
        <fieldset className={styles.changes} aria-label={t('views.unsaved')}>
          {current && rights.canEdit(current) && (
            <Button variant="light" size="compact-sm" onClick={() => void save()}>
              {t('views.save')}
            </Button>
          )}
          {mayCreate && !(current && rights.canEdit(current)) && (
            <Button variant="subtle" size="compact-sm" onClick={() => setDialog('create')}>
              {t('views.saveAs')}
            </Button>
          )}
          {current && (
            <Button variant="subtle" color="gray" size="compact-sm" onClick={reset}>
              {t('views.reset')}
            </Button>
          )}
        </fieldset>
      )}
      {(dialog === 'create' || dialog === 'duplicate') && (
        <ViewNameDialog
          task={dialog}
          initial={dialog === 'duplicate' && current ? t('dialog.copy', { name: current.name }) : ''}
          onDone={create}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'rename' && current && (
        <ViewNameDialog
          task="rename"
          initial={current.name}
          onDone={({ name }) => actions.rename(current, name)}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'role' && current && (
        <ViewRoleDialog
          view={current}
          onDone={role => actions.giveRole(current, role)}
          onClose={() => setDialog(undefined)}
        />
      )}
    </div>
  )
}
