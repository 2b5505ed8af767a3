import { Button } from '@mantine/core'
import { IconCheck, IconRotate } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useKinds } from '../../data/hooks.ts'
import { useRights } from '../../records/rights.ts'
import type { RecordProps } from '../../records/slots.ts'
import { taskKind } from './taskLists.ts'
import { useTick } from './useTick.ts'

/** Ticks the open task off, or opens it again. */
export function TaskCommands({ record }: RecordProps) {
  const { t } = useTranslation('work')
  const rights = useRights(useKinds().require(taskKind))
  const tick = useTick()
  if (!rights.canWrite('state', record) || record.archived) return null
  const isDone = record.values['state'] === 'done'
  const Glyph = isDone ? IconRotate : IconCheck
  return (
    <Button
      size="compact-sm"
      variant={isDone ? 'default' : 'filled'}
      leftSection={<Glyph size={16} stroke={1.75} aria-hidden />}
      onClick={() => void tick({ id: record.id, title: record.title, isDone })}
    >
      {t(isDone ? 'tasks.reopen' : 'tasks.finish')}
    </Button>
  )
}
