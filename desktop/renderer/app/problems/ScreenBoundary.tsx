import { Button } from '@mantine/core'
import { IconMoodConfuzed } from '@tabler/icons-react'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'

interface Props {
  children: ReactNode
  /** Another address gets a new try by itself. */
  resetKey: string
}

/**
 * A screen that broke leaves the frame standing. Forms keep what is typed with `drafts.put` each second, so that
 * showing the screen again goes on where the person was.
 */
export class ScreenBoundary extends Component<Props, { failedAt: string | undefined }> {
  override state: { failedAt: string | undefined } = { failedAt: undefined }

  static getDerivedStateFromError(): Partial<{ failedAt: string }> {
    return { failedAt: '' }
  }

  override componentDidCatch(): void {
    this.setState({ failedAt: this.props.resetKey })
  }

  override componentDidUpdate(): void {
    const { failedAt } = this.state
    if (failedAt !== undefined && failedAt !== '' && failedAt !== this.props.resetKey)
      this.setState({ failedAt: undefined })
  }

  override render(): ReactNode {
    if (this.state.failedAt === undefined) return this.props.children
    return <Crashed onReload={() => this.setState({ failedAt: undefined })} />
  }
}

function Crashed({ onReload }: { onReload: () => void }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      isScreen
      icon={IconMoodConfuzed}
      title={t('problems.crashed')}
      hint={t('problems.crashedHint')}
      action={<Button onClick={onReload}>{t('actions.reload')}</Button>}
    />
  )
}
