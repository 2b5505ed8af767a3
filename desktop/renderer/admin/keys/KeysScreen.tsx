import { Anchor, Button, Checkbox, Group } from '@mantine/core'
import { IconCloudOff, IconKey, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '../../../core/api/identity.ts'
import { useAction, useCall, useSession } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ScreenHeader } from '../../ui/ScreenHeader.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { toast } from '../../ui/toast.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import table from '../table.module.css'
import { KeyDialog } from './KeyDialog.tsx'
import { KeysTable } from './KeysTable.tsx'

/** Keys with which other programs connect: made, shown once, taken back. */
export function KeysScreen() {
  const { t } = useTranslation(['admin', 'app'])
  const { error: words } = useErrorText()
  const server = useSession()?.server
  const { latest: keys, error, refetch } = useCall('keys.list', {})
  const [revoke, revoking] = useAction('keys.revoke')
  const [isCreating, setCreating] = useState(false)
  const [ending, setEnding] = useState<ApiKey>()
  const [showsRevoked, setShowsRevoked] = useState(false)
  useShortcuts([{ key: 'n', run: () => setCreating(true) }])
  const open = keys?.filter(({ revokedAt }) => !revokedAt) ?? []
  const shown = showsRevoked ? (keys ?? []) : open
  const end = async (key: ApiKey) => {
    const answer = await revoke({ id: key.id })
    setEnding(undefined)
    if (!answer.ok) return toast({ message: words(answer.error), tone: 'problem' })
    refetch()
    toast({ message: t('admin:keys.revokeDone', { name: key.name }) })
  }
  const create = (
    <Button leftSection={<IconPlus size={18} stroke={1.5} aria-hidden />} onClick={() => setCreating(true)}>
      {t('admin:keys.create')}
    </Button>
  )
  return (
    <>
      <ScreenHeader
        title={t('admin:keys.title')}
        hint={t('admin:keys.hint')}
        actions={
          <Group gap="md" wrap="nowrap">
            {server && (
              <Anchor href={`${server}/api/docs`} target="_blank" rel="noreferrer" size="md">
                {t('admin:keys.docs')}
              </Anchor>
            )}
            {create}
          </Group>
        }
      />
      {!keys && error && (
        <EmptyState
          icon={IconCloudOff}
          title={t('admin:away')}
          hint={words(error)}
          action={
            <Button variant="default" onClick={refetch}>
              {t('app:actions.retry')}
            </Button>
          }
        />
      )}
      {!keys && !error && (
        <div className={table.screen}>
          <Waiting label={t('app:waiting')} />
        </div>
      )}
      {keys && (
        <div className={table.screen}>
          {shown.length > 0 ? (
            <KeysTable keys={shown} onRevoke={setEnding} />
          ) : (
            <EmptyState icon={IconKey} title={t('admin:keys.empty')} hint={t('admin:keys.emptyHint')} action={create} />
          )}
          {keys.length > open.length && (
            <Checkbox
              mt="md"
              label={t('admin:keys.revokedToo')}
              checked={showsRevoked}
              onChange={event => setShowsRevoked(event.target.checked)}
            />
          )}
        </div>
      )}
      <KeyDialog isOpen={isCreating} onClose={() => setCreating(false)} onCreated={refetch} />
      <ConfirmDialog
        isOpen={ending !== undefined}
        title={t('admin:keys.revokeAsk', { name: ending?.name ?? '' })}
        cancelLabel={t('app:actions.cancel')}
        onCancel={() => setEnding(undefined)}
        confirm={{
          label: t('admin:keys.revoke'),
          isDangerous: true,
          isBusy: revoking.isBusy,
          onConfirm: () => ending && void end(ending),
        }}
      >
        {t('admin:keys.revokeHint')}
      </ConfirmDialog>
    </>
  )
}
