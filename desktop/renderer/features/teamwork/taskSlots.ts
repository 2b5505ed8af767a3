import type { RecordSlots } from '../../records/slots.ts'
import { RelatedTasks } from './RelatedTasks.tsx'
import { TaskCommands } from './TaskCommands.tsx'
import { TaskOverview } from './TaskOverview.tsx'

export const taskSlots: RecordSlots = { commands: TaskCommands, overview: TaskOverview, related: RelatedTasks }
