import { Menu } from '@mantine/core'
import { IconClipboardText, IconDots, IconPrinter } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { asAppError } from '../../../../shared/errors.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { toast } from '../../ui/toast.tsx'
import { PrintSheet } from './PrintSheet.tsx'
import { type Paper, paperText, usePaper } from './usePaper.ts'

/** What is done with a record now and then: printed, or taken along as text. */
export function MoreMenu({ kind, record }: { kind: AnyKind; record: ShownRecord }) {
  const { t } = useTranslation('detail')
  const { colon } = useFormat()
  const { error } = useErrorText()
  const gather = usePaper(kind, record)
  const [paper, setPaper] = useState<Paper>()
  const done = useCallback(() => setPaper(undefined), [])
  const tried = (work: Promise<unknown>) =>
    void work.catch(thrown => toast({ message: error(asAppError(thrown).toBody()), tone: 'problem' }))
  const print = () => tried(gather(true).then(setPaper))
  const copy = () =>
    tried(
      gather(false).then(async found => {
        await navigator.clipboard.writeText(paperText(record.title, found, colon))
        toast({ message: t('more.textCopied') })
      }),
    )
  useShortcuts([{ key: 'p', ctrl: true, whileTyping: true, run: print }])
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <IconButton label={t('more.label')} icon={IconDots} color="gray" />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPrinter size={16} stroke={1.5} aria-hidden />} onClick={print}>
            {t('more.print')}
          </Menu.Item>
          <Menu.Item leftSection={<IconClipboardText size={16} stroke={1.5} aria-hidden />} onClick={copy}>
            {t('more.copyText')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {paper && <PrintSheet kind={kind} record={record} paper={paper} onDone={done} />}
    </>
  )
}
