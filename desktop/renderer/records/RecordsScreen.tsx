import { type CSSProperties, useCallback } from 'react'
import type { AnyKind } from '../../../shared/entity.ts'
import { go } from '../app/navigation.ts'
import { DeniedScreen, NotFoundScreen } from '../app/problems/ProblemScreens.tsx'
import { type Route, toList, toRecord } from '../app/route.ts'
import { useCall, useKinds } from '../data/hooks.ts'
import { slotsOf } from '../features/recordSlots.ts'
import { CommandForms } from './commandForms.tsx'
import { RecordPanel } from './detail/RecordPanel.tsx'
import { FormScreen } from './form/FormScreen.tsx'
import { ListScreen } from './list/ListScreen.tsx'
import { listMemory } from './list/listMemory.ts'
import { listParams } from './list/listParams.ts'
import styles from './records.module.css'
import { useRights } from './rights.ts'
import { SplitDivider } from './SplitDivider.tsx'
import { useSplit } from './useSplit.ts'

/** Lists, records and forms of every kind: what the frame shows for a route that names a kind. */
export type RecordsRoute = Extract<Route, { screen: 'list' | 'record' | 'new' | 'edit' }>

export function RecordsScreen({ route }: { route: RecordsRoute }) {
  const kind = useKinds().require(route.kind)
  if (route.screen === 'new') return <NewRecord key={kind.name} kind={kind} />
  if (route.screen === 'edit') return <EditRecord key={route.id} kind={kind} route={route} />
  return (
    <CommandForms>
      <ListAndRecord key={kind.name} kind={kind} route={route} />
    </CommandForms>
  )
}

/** The list, the record beside it, or the record alone. The list stays as it is while records open and close. */
function ListAndRecord({
  kind,
  route,
}: {
  kind: AnyKind
  route: Extract<RecordsRoute, { screen: 'list' | 'record' }>
}) {
  const isRecord = route.screen === 'record'
  const isPage = isRecord && route.page
  const { params } = route
  const close = useCallback(() => go(toList(kind.name, listParams(params))), [kind.name, params])
  const split = useSplit()
  return (
    <div
      className={styles.split}
      data-record={isRecord || undefined}
      style={{ '--record-share': `${split.share}cqw` } as CSSProperties}
    >
      {!isPage && (
        <div className={styles.list}>
          <ListScreen kind={kind} params={params} openId={isRecord ? route.id : undefined} />
        </div>
      )}
      {isRecord && !isPage && (
        <SplitDivider share={split.share} onMove={split.move} onSettle={split.settle} onReset={split.reset} />
      )}
      {isRecord && (
        <div className={styles.record} data-page={isPage || undefined} data-visit={!isPage || undefined}>
          <RecordPanel key={route.id} kind={kind} id={route.id} isPage={isPage} params={params} onClose={close} />
        </div>
      )}
    </div>
  )
}

const backToList = (kind: AnyKind) => go(toList(kind.name, listMemory.of(kind.name)?.params ?? {}))
const toSaved = (kind: AnyKind, id: string) =>
  go(toRecord(kind.name, id, { params: listMemory.of(kind.name)?.params ?? {} }), { replace: true })

function NewRecord({ kind }: { kind: AnyKind }) {
  if (!useRights(kind).canCreate()) return <DeniedScreen />
  const { create: Create } = slotsOf(kind.name)
  if (Create) return <Create kind={kind} onClose={() => backToList(kind)} />
  return <FormScreen kind={kind} onSaved={id => toSaved(kind, id)} onClose={() => backToList(kind)} />
}

function EditRecord({ kind, route }: { kind: AnyKind; route: Extract<RecordsRoute, { screen: 'edit' }> }) {
  const { data: record } = useCall('records.get', { kind: kind.name, id: route.id })
  const rights = useRights(kind)
  if (record === undefined) return null
  if (record === null) return <NotFoundScreen />
  if (!rights.can('edit', record)) return <DeniedScreen />
  return (
    <FormScreen
      kind={kind}
      record={record}
      resumes={route.params['resume'] === '1'}
      onSaved={id => toSaved(kind, id)}
      onClose={() => toSaved(kind, route.id)}
    />
  )
}
