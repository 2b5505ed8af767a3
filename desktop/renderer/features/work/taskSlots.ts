import type { RecordSlots } from '../../records/slots.ts'
import { RelatedTasks } from './RelatedTasks.tsx'
import { TaskCommands } from './TaskCommands.tsx'

export const taskSlots: RecordSlots = { commands: TaskCommands, related: RelatedTasks }
