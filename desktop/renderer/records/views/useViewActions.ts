import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { viewMoves } from '../../../../shared/commands/teamwork/moveView.ts'
import { type ViewScope, viewKinds } from '../../../../shared/entities/teamwork/viewKinds.ts'
import type { AnyKind } from '../../../../shared/entity.ts'
import { asAppError } from '../../../../shared/errors.ts'
import type { ListView } from '../../../../shared/filters.ts'
import { uuidv7 } from '../../../../shared/ids.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useCore } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { toast } from '../../ui/toast.tsx'
import { kindOfScope, type SavedView } from './savedView.ts'

export interface ViewActions {
  /** Each says what was done, with a way back; the id of what was made, or undefined where it was refused. */
  create: (given: { name: string; scope: ViewScope; shows: ListView; position?: number }) => Promise<string | undefined>
  save: (view: SavedView, shows: ListView) => Promise<boolean>
  rename: (view: SavedView, name: string) => Promise<boolean>
  /** A place among everybody's tabs, or none. */
  place: (view: SavedView, position: number | undefined) => Promise<boolean>
  move: (view: SavedView, scope: ViewScope) => Promise<string | undefined>
  /** The role whose people see it at first; undefined: none. */
  giveRole: (view: SavedView, role: string | undefined) => Promise<boolean>
  archive: (view: SavedView) => Promise<boolean>
}

/** What can be done with saved views: at once, and taken back by "Geri al". */
export function useViewActions(kind: AnyKind): ViewActions {
  const core = useCore()
  const undo = useUndo()
  const { error } = useErrorText()
  const { t } = useTranslation('lists')
  return useMemo(() => {
    /** The operation's answer, said in words; undefined where it was refused, which is said too. */
    const done = async (message: string, run: () => Promise<{ operation: string }>): Promise<boolean> => {
      try {
        const { operation } = await run()
        undo.done(message, operation)
        return true
      } catch (thrown) {
        toast({ message: error(asAppError(thrown).toBody()), tone: 'problem' })
        return false
      }
    }
    const change = (view: SavedView, field: string, value: unknown) =>
      core.call('records.save', {
        kind: kindOfScope(view.scope),
        id: view.id,
        create: false,
        set: { [field]: { base: view.record.values[field], value } },
      })
    return {
      create: async ({ name, scope, shows, position }) => {
        const id = uuidv7()
        const values = { of: kind.name, name, shows, position }
        const set = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value }]))
        const isDone = await done(t('done.created', { name }), () =>
          core.call('records.save', { kind: kindOfScope(scope), id, create: true, set }),
        )
        return isDone ? id : undefined
      },
      save: (view, shows) => done(t('done.saved', { name: view.name }), () => change(view, 'shows', shows)),
      rename: (view, name) => done(t('done.renamed', { name }), () => change(view, 'name', name)),
      place: (view, position) =>
        done(t(position === undefined ? 'done.unpinned' : 'done.pinned', { name: view.name }), () =>
          change(view, 'position', position),
        ),
      move: async (view, scope) => {
        const made = uuidv7()
        const from = kindOfScope(view.scope)
        const isDone = await done(t(`done.shared.${scope}`, { name: view.name }), () =>
          core.call('commands.run', {
            name: viewMoves[viewKinds[view.scope]].name,
            arguments: { [from]: view.id, to: kindOfScope(scope), made },
          }),
        )
        return isDone ? made : undefined
      },
      giveRole: (view, role) =>
        done(t(role === undefined ? 'done.noRole' : 'done.role', { name: view.name }), () =>
          change(view, 'role', role),
        ),
      archive: view =>
        done(t('done.archived', { name: view.name }), () =>
          core.call('records.change', {
            label: 'archive',
            keys: [{ kind: kindOfScope(view.scope), id: view.id }],
            set: { archived: true },
          }),
        ),
    }
  }, [core, undo, error, t, kind.name])
}
