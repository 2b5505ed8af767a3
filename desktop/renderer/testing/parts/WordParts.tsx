import { Button } from '@mantine/core'
import { IconAlertTriangle, IconFilterOff, IconInfoCircle, IconPencil, IconUserPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Choice } from '../../../../shared/fields.ts'
import { Chip } from '../../records/fields/Chip.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Keys } from '../../ui/Keys.tsx'
import { LineDot } from '../../ui/LineDot.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { MarkedText } from '../../ui/MarkedText.tsx'
import { Notice, type Tone } from '../../ui/Notice.tsx'
import { PressButton, PressButtons } from '../../ui/PressButtons.tsx'
import { ScreenHeader } from '../../ui/ScreenHeader.tsx'
import { toast } from '../../ui/toast.tsx'
import styles from './parts.module.css'

const tones: readonly Tone[] = ['neutral', 'primary', 'live', 'needs', 'success', 'warning', 'danger']
const colors = ['gray', 'blue', 'teal', 'green', 'yellow', 'orange', 'red', 'violet'] satisfies Choice['color'][]

/** The parts of ui/, with words that stand on real screens. */
export function WordParts() {
  const { t } = useTranslation(['app', 'sync', 'records', 'errors'])
  const [isOpen, setOpen] = useState(false)
  const [asks, setAsks] = useState<'calm' | 'danger'>()
  const add = t('records:list.new', { kind: t('fields.team') })
  return (
    <>
      <Part name="Button">
        <Button>{t('records:form.save')}</Button>
        <Button variant="default">{t('actions.cancel')}</Button>
        <Button variant="subtle">{t('actions.undo')}</Button>
        <Button color="red">{t('sync:refusedList.discard')}</Button>
        <Button leftSection={<IconUserPlus size={18} stroke={1.5} aria-hidden />}>{add}</Button>
        <Button disabled>{t('records:form.save')}</Button>
        <Button loading>{t('records:form.save')}</Button>
      </Part>
      <Part name="IconButton, Keys, Mark, MarkedText">
        <IconButton label={t('records:actions.edit')} icon={IconPencil} />
        <IconButton label={t('records:actions.edit')} icon={IconPencil} disabled />
        <Keys of={[t('help.keys.ctrl'), 'K']} />
        <Mark size={16} />
        <Mark size={32} />
        <span>
          <MarkedText text="Işıklar İnşaat" marks={[[0, 4]]} />
        </span>
      </Part>
      <Part name="Chip">
        {colors.map(color => (
          <Chip key={color} color={color}>
            {color}
          </Chip>
        ))}
      </Part>
      <Part name="PressButtons, LineDot">
        <PressButtons label={t('sync:clashList.openOnly')}>
          <PressButton isPressed={isOpen} onPress={() => setOpen(!isOpen)}>
            {t('sync:clashList.openOnly')}
          </PressButton>
          <PressButton isPressed isQuiet icon={IconPencil} onPress={() => {}}>
            {t('records:actions.edit')}
          </PressButton>
        </PressButtons>
        {(['online', 'connecting', 'offline', 'signedOut'] as const).map(connection => (
          <span key={connection} className={styles.row}>
            <LineDot connection={connection} />
            {t(`sync:states.${connection}`)}
          </span>
        ))}
      </Part>
      <Part name="Notice" isStacked>
        {tones.map(tone => (
          <Notice key={tone} tone={tone} icon={tone === 'danger' ? IconAlertTriangle : IconInfoCircle}>
            {t('errors:record.stale')}
          </Notice>
        ))}
        <Notice
          tone="needs"
          icon={IconAlertTriangle}
          shape="bar"
          actions={<Button size="compact-sm">{t('sync:retry')}</Button>}
          dismiss={{ label: t('actions.close'), onDismiss: () => {} }}
        >
          {t('sync:words.offline')}
        </Notice>
      </Part>
      <Part name="ScreenHeader" isStacked>
        <ScreenHeader
          title={t('sync:clashList.title')}
          hint={t('sync:clashList.hint')}
          actions={<Button>{add}</Button>}
        />
      </Part>
      <Part name="EmptyState" isStacked>
        <EmptyState
          icon={IconFilterOff}
          title={t('records:empty.narrow')}
          hint={t('records:empty.narrowHint')}
          action={<Button>{t('records:filters.clear')}</Button>}
        />
      </Part>
      <Part name="CopyField" isStacked>
        <CopyField
          label={t('actions.copyLink')}
          value="pergel://lead/01990000-0000-7000-8000-00000000ab01"
          words={{ copy: t('actions.copyLink'), copied: t('actions.linkCopied') }}
        />
      </Part>
      <Part name="ConfirmDialog, toast">
        <Button variant="default" onClick={() => setAsks('calm')}>
          ConfirmDialog
        </Button>
        <Button variant="default" onClick={() => setAsks('danger')}>
          ConfirmDialog isDangerous
        </Button>
        {(['done', 'info', 'problem'] as const).map(tone => (
          <Button
            key={tone}
            variant="default"
            onClick={() =>
              toast({ tone, message: t('sync:backOnline'), action: { label: t('actions.undo'), onAction: () => {} } })
            }
          >
            toast {tone}
          </Button>
        ))}
      </Part>
      <ConfirmDialog
        isOpen={asks !== undefined}
        title={t('sync:refusedList.discardAsk')}
        confirm={{
          label: t('sync:refusedList.discard'),
          isDangerous: asks === 'danger',
          onConfirm: () => setAsks(undefined),
        }}
        cancelLabel={t('actions.cancel')}
        onCancel={() => setAsks(undefined)}
      >
        {t('sync:refusedList.discardHint')}
      </ConfirmDialog>
    </>
  )
}

function Part({ name, children, isStacked }: { name: string; children: ReactNode; isStacked?: boolean }) {
  return (
    <section className={styles.part} aria-label={name}>
      <h3 className={styles.name}>
        <code>{name}</code>
      </h3>
      <div className={isStacked ? styles.stack : styles.row}>{children}</div>
    </section>
  )
}
