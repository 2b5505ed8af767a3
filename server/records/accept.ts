import { type Entry, type RecordState, visibilityKey } from '../../shared/record.ts'
import { sealed } from '../log/sealed.ts'
import type { Author } from './commit.ts'
import { isFactKind, withStates } from './companyFacts.ts'
import { changesOf, type Draft, type DraftRecord } from './draft.ts'
import type { Transacting } from './transacting.ts'

/** Numbers and chains the rows, puts the records into the working set. Gives the entry's first number. */
export async function accept(ctx: Transacting, draft: Draft, author: Author, entry: Entry): Promise<number> {
  const first = ctx.log.next
  const accepted: RecordState[] = []
  const numbers = new Map<DraftRecord, number>()
  const at = author.source === 'system' ? (author.at ?? ctx.at) : ctx.at
  for (const record of draft.records.values()) {
    const { before, kind, follows, depth } = record
    const changes = changesOf(record)
    // Without a change of its own a record moves only for the desktop that waits for it.
    if (changes.length === 0 && before && (author.source !== 'sync' || follows)) continue
    const isMeant = record.touched.size > 0 && changes.length > 0
    const state = {
      ...record.state,
      epoch: ctx.log.head.epoch,
      number: ctx.log.next,
      ...(isMeant ? { updatedAt: at, updatedBy: author.viewer.user } : {}),
    }
    const { cipher } = ctx
    const number = ctx.log.append(
      {
        operation: entry.operation,
        label: record.label ?? entry.label,
        undoes: entry.undoes,
        entry: entry.id,
        user: author.viewer.user,
        device: author.device ?? undefined,
        address: author.address ?? undefined,
        at,
        kind: kind.name,
        record: state.id,
        before: before ? visibilityKey(before) : null,
        after: visibilityKey(state),
        cause: follows && numbers.get(follows),
        causeDepth: depth,
      },
      changes.map(change => (cipher && kind.fields[change.field]?.special ? sealed(change, cipher) : change)),
    )
    numbers.set(record, number)
    ctx.rows.push({
      number,
      kind: kind.name,
      id: state.id,
      before: before ? visibilityKey(before) : null,
      after: visibilityKey(state),
      state,
    })
    ctx.set.put(state)
    accepted.push(state)
    await ctx.breathe()
  }
  const facts = accepted.filter(state => isFactKind(state.kind))
  if (facts.length > 0) ctx.set.facts = withStates(ctx.set.facts, facts, ctx.set.facts)
  return accepted.length > 0 ? first : ctx.log.head.number
}
