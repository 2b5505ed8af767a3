import type { Handlers } from '../api/dispatch.ts'
import type { timelineFunctions } from '../api/timeline.ts'
import { colleaguesOf } from '../timeline/colleagues.ts'
import { recordDetail } from '../timeline/recordDetail.ts'
import { timeline } from '../timeline/timeline.ts'
import type { Workspace } from '../workspace.ts'
import { addRecords } from './addRecords.ts'

/** What a record's screen asks besides the record. */
export const timelineHandlers = (work: () => Workspace): Pick<Handlers, keyof typeof timelineFunctions> => ({
  'records.detail': key => recordDetail(work(), key),
  'timeline.list': args => timeline(work(), args),
  'records.colleagues': key => colleaguesOf(work(), key),
  'records.viewed': key => work().sync.viewed(key),
  'records.add': args => addRecords(work(), args),
})
