import { Button, Group } from '@mantine/core'
import { IconMoodConfuzed } from '@tabler/icons-react'
import { Component, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCore } from '../../data/hooks.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useRoute } from '../navigation.ts'
import { opened } from '../screenSlice.ts'
import { useAppDispatch } from '../store.ts'
import { screenName } from './reportFacts.ts'

interface Props {
  children: ReactNode
  /** Another address gets a new try by itself. */
  resetKey: string
}
interface State {
  /** The address whose screen broke, and the class of what it threw: never its message, which may quote a record. */
  failed: { at: string; name: string } | undefined
}

/**
 * A screen that broke leaves the frame standing. Forms keep what is typed with `drafts.put` each second, so that
 * showing the screen again goes on where the person was.
 */
export class ScreenBoundary extends Component<Props, State> {
  override state: State = { failed: undefined }

  static getDerivedStateFromError(thrown: unknown): Partial<State> {
    return { failed: { at: '', name: thrown instanceof Error ? thrown.name : 'unknown' } }
  }

  override componentDidCatch(): void {
    this.setState(({ failed }) => ({ failed: failed && { ...failed, at: this.props.resetKey } }))
  }

  override componentDidUpdate(): void {
    const { failed } = this.state
    if (failed && failed.at !== '' && failed.at !== this.props.resetKey) this.setState({ failed: undefined })
  }

  override render(): ReactNode {
    const { failed } = this.state
    if (!failed) return this.props.children
    return <Crashed name={failed.name} onReload={() => this.setState({ failed: undefined })} />
  }
}

function Crashed({ name, onReload }: { name: string; onReload: () => void }) {
  const { t } = useTranslation(['app', 'problems'])
  const dispatch = useAppDispatch()
  const id = useCrashId(name)
  return (
    <EmptyState
      isScreen
      icon={IconMoodConfuzed}
      title={t('app:problems.crashed')}
      hint={
        <>
          {t('app:problems.crashedHint')}
          {id && (
            <>
              <br />
              {t('problems:crash.id', { id })}
            </>
          )}
        </>
      }
      action={
        <Group gap="xs" justify="center">
          <Button variant="default" onClick={() => dispatch(opened('report'))}>
            {t('problems:report.open')}
          </Button>
          <Button onClick={onReload}>{t('app:actions.reload')}</Button>
        </Group>
      }
    />
  )
}

/** Tells core of it, once, and gives the id under which a report names it. */
function useCrashId(name: string): string | undefined {
  const core = useCore()
  const screen = screenName(useRoute())
  const [id, setId] = useState<string>()
  useEffect(() => {
    let isGone = false
    core.call('problems.crashed', { screen, name }).then(
      answer => isGone || setId(answer.id),
      // Without core the screen still says what it can.
      () => undefined,
    )
    return () => {
      isGone = true
    }
  }, [core, screen, name])
  return id
}
