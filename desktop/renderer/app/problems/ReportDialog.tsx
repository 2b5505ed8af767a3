import { Button, Group, Modal, SegmentedControl, Stack, Text, Textarea } from '@mantine/core'
import { IconBulb, IconCopy, IconDownload, IconMail } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction, useCall, useSyncState } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { toast } from '../../ui/toast.tsx'
import { useRoute } from '../navigation.ts'
import { closed, toggled } from '../screenSlice.ts'
import { useAppDispatch, useAppSelector } from '../store.ts'
import { useLink } from '../useLink.ts'
import { mailTo } from './mailTo.ts'
import styles from './report.module.css'
import { longestTimes, screenName, windowFacts } from './reportFacts.ts'

const sorts = ['error', 'slow', 'other'] as const
type Sort = (typeof sorts)[number]

/** "Report a problem", from everywhere: Ctrl+Shift+B. */
export function ReportDialog() {
  const { t } = useTranslation('problems')
  const dispatch = useAppDispatch()
  const isOpen = useAppSelector(state => state.screen.over === 'report')
  useShortcuts([{ key: 'b', ctrl: true, shift: true, whileTyping: true, run: () => dispatch(toggled('report')) }])
  return (
    <Modal opened={isOpen} onClose={() => dispatch(closed())} title={t('report.title')} size={600}>
      {isOpen && <Report />}
    </Modal>
  )
}

/** What a report holds, all of it before the eyes of whoever passes it on. Nothing is sent from here. */
function Report() {
  const { t } = useTranslation('problems')
  const [what, setWhat] = useState('')
  const [sort, setSort] = useState<Sort>('error')
  const [isShown, setShown] = useState(false)
  const { text, file, support, subject } = useReport(sort, what)
  const save = useSave()

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      toast({ message: t('report.copied') })
    } catch {
      toast({ message: t('report.notCopied'), tone: 'problem' })
    }
  }
  const copyButton = (
    <Button
      variant={support ? 'default' : 'filled'}
      leftSection={<IconCopy size={18} stroke={1.5} aria-hidden />}
      onClick={() => void copy()}
    >
      {t('report.copy')}
    </Button>
  )
  return (
    <Stack gap="md">
      <Text size="md">{t('report.intro')}</Text>
      <div>
        <div className={styles.label}>{t('report.sort')}</div>
        <SegmentedControl
          aria-label={t('report.sort')}
          value={sort}
          data={sorts.map(value => ({ value, label: t(`report.sorts.${value}`) }))}
          onChange={value => setSort(sorts.find(known => known === value) ?? 'other')}
        />
      </div>
      {sort === 'slow' && (
        <Notice tone="primary" icon={IconBulb}>
          {t('report.slowAdvice')}
        </Notice>
      )}
      <Textarea
        label={t('report.what')}
        placeholder={t('report.whatHint')}
        autosize
        minRows={3}
        maxRows={8}
        maxLength={4000}
        data-autofocus
        value={what}
        onChange={event => setWhat(event.currentTarget.value)}
      />
      <div>
        <div className={styles.label}>{t('report.text')}</div>
        <Shown label={t('report.text')} text={text} />
      </div>
      <div className={styles.file}>
        <div className={styles.grow}>
          <div className={styles.label}>{t('report.file')}</div>
          <div className={styles.quiet}>{file ? t('report.fileHint') : t('report.coreAway')}</div>
        </div>
        {file && (
          <Button
            variant="default"
            leftSection={<IconDownload size={18} stroke={1.5} aria-hidden />}
            onClick={() => void save(file)}
          >
            {t('report.save')}
          </Button>
        )}
      </div>
      {file && (
        <div>
          <Button variant="subtle" size="compact-sm" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
            {t(isShown ? 'report.hide' : 'report.show')}
          </Button>
          {isShown && <Shown label={t('report.file')} text={file} />}
        </div>
      )}
      <Group justify="space-between" gap="xs" className={styles.foot}>
        <Text size="sm" className={styles.where}>
          {support ? `${t('report.toSupport', { address: support })} ${t('report.mailHint')}` : t('report.noSupport')}
        </Text>
        {support ? (
          <Group gap="xs">
            {copyButton}
            <Button
              component="a"
              href={mailTo(support, subject, text)}
              leftSection={<IconMail size={18} stroke={1.5} aria-hidden />}
            >
              {t('report.mail')}
            </Button>
          </Group>
        ) : (
          copyButton
        )}
      </Group>
    </Stack>
  )
}

/** Scrolls by keyboard too, which takes a place to stand. */
function Shown({ label, text }: { label: string; text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by Tab
    <section className={styles.text} tabIndex={0} aria-label={label}>
      {text}
    </section>
  )
}

/** The text with what the person wrote, and the technical file; without core there is only the text. */
function useReport(sort: Sort, what: string) {
  const { t } = useTranslation(['problems', 'sync'])
  const format = useFormat()
  const route = useRoute()
  const link = useLink()
  const sync = useSyncState()
  const { data: bundle } = useCall('problems.bundle', {})
  const [at] = useState(() => new Date().toISOString())
  const when = format.dateTime(at)
  const file = useMemo(
    () =>
      bundle && link === 'open'
        ? JSON.stringify({ window: windowFacts(route, link), core: JSON.parse(bundle.text) as unknown }, null, 2)
        : undefined,
    [bundle, route, link],
  )
  const last = bundle?.last
  const times = bundle ? longestTimes(bundle.text) : ''
  const lines = [
    t('report.lines.when', { when: `${when} (${format.zone})` }),
    t('report.lines.screen', { screen: screenName(route) }),
    t('report.lines.sort', { sort: t(`report.sorts.${sort}`) }),
    last ? t('report.lines.error', { ...last, when: format.dateTime(last.at) }) : t('report.lines.noError'),
    ...(sync
      ? [t('report.lines.sync', { state: stateWords(sync.connection, sync.reason, t), count: sync.waiting })]
      : []),
    ...(times ? [t('report.lines.times', { times })] : []),
    '',
    t('report.lines.what'),
    what.trim() || '…',
  ]
  return { text: lines.join('\n'), file, support: bundle?.support, subject: t('report.subject', { when }) }
}

type Words = ReturnType<typeof useTranslation<['problems', 'sync']>>['t']
type SyncNow = NonNullable<ReturnType<typeof useSyncState>>
const stateWords = (connection: SyncNow['connection'], reason: SyncNow['reason'], t: Words): string =>
  reason ? `${t(`sync:states.${connection}`)} (${reason})` : t(`sync:states.${connection}`)

/** By the shell where it saves files; else a download of the browser's own making, which goes where the person says. */
function useSave(): (text: string) => Promise<void> {
  const { t } = useTranslation('problems')
  const [ask] = useAction('shell.saveFile')
  return async text => {
    const name = `pergel-${new Date().toISOString().slice(0, 16).replaceAll(/[:T]/g, '-')}.json`
    const answer = await ask({ name, text })
    if (!answer.ok) toast({ message: t('report.notSaved'), tone: 'problem' })
    else if (answer.value.outcome === 'saved') toast({ message: t('report.saved') })
    else if (answer.value.outcome === 'page') download(name, text)
  }
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
