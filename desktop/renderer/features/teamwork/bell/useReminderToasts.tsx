import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { go } from '../../../app/navigation.ts'
import { toRecord } from '../../../app/route.ts'
import { useStream } from '../../../data/hooks.ts'
import { toast } from '../../../ui/toast.tsx'

/** What begins to remind while the window is in front is said there; several at once as a number. */
export function useReminderToasts(): void {
  const { t } = useTranslation(['work', 'notices'])
  const open = useStream('reminders.open', {})
  const known = useRef<ReadonlySet<string> | undefined>(undefined)
  useEffect(() => {
    if (!open) return
    const before = known.current
    known.current = new Set(open.reminders.map(({ id, at }) => `${id} ${at}`))
    // What reminds when the window opens is in the bell.
    if (!before || !document.hasFocus()) return
    const fresh = open.reminders.filter(({ id, at }) => !before.has(`${id} ${at}`))
    const [first] = fresh
    if (!first) return
    if (fresh.length > 1)
      toast({ id: 'reminders', message: t('notices:reminders', { count: fresh.length }), tone: 'info' })
    else
      toast({
        id: first.id,
        message: t('work:reminder.title', { subject: first.title }),
        tone: 'info',
        action: { label: t('work:reminder.open'), onAction: () => go(toRecord(first.kind, first.id)) },
      })
  }, [open, t])
}
