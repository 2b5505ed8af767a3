import { bagOf } from '../../shared/apply.ts'
import { broughtErrors } from '../../shared/broughtChoices.ts'
import { goesAlong } from '../../shared/command.ts'
import { parentKinds } from '../../shared/entity.ts'
import { AppError, type FieldErrors } from '../../shared/errors.ts'
import type { Kinds } from '../../shared/kinds.ts'
import { canSee } from '../../shared/permissions/viewer.ts'
import { type Entry, type Patch, visibilityKey } from '../../shared/record.ts'
import type { Clash } from '../../shared/sync/merge.ts'
import type { Answer, Stay, Stays } from '../../shared/sync/protocol.ts'
import { recordErrors } from '../../shared/validate.ts'
import { accept } from './accept.ts'
import { applyPatch } from './applyPatch.ts'
import { authorNow } from './authorNow.ts'
import { clashToSettle, keepClashes, settleClash, writerOf } from './clash.ts'
import type { Author } from './commit.ts'
import { Draft, type DraftRecord } from './draft.ts'
import { settleKeys, withNewKey } from './follow.ts'
import { giveNoMore } from './giveNoMore.ts'
import { keepAnAdmin } from './lastAdmin.ts'
import { dependentKinds, load, type Wanted, wantedBy } from './load.ts'
import { moveStages } from './moveStages.ts'
import { notify } from './notify.ts'
import { permitAfter } from './permit.ts'
import { countChanged, permitMany } from './permitMany.ts'
import { resolveReferences } from './references.ts'
import { type Commands, runCommand, wantedByCommand } from './runCommand.ts'
import type { Conditions, Transacting } from './transacting.ts'
import { type Undone, undoneBy } from './undo.ts'

/** The records that an entry will look at, read beforehand with those of its neighbours. */
export function wantedByEntry(commands: Commands, kinds: Kinds, entry: Entry): Wanted {
  const patches = wantedBy(kinds, entry.patches)
  const command = wantedByCommand(commands, entry)
  const settles = entry.settles ? [{ kind: 'clash', id: entry.settles }] : []
  return {
    keys: [...patches.keys, ...command.keys, ...settles],
    childrenOf: [...patches.childrenOf, ...command.childrenOf],
    aboutOf: command.aboutOf ?? [],
    newIds: patches.newIds ?? [],
  }
}

/**
 * One entry through the write path: permit, rules, merge, keys, checks; then its rows are chained and its records stand
 * in the working set. Throws AppError where it is refused, having changed nothing.
 */
export async function processEntry(
  ctx: Transacting,
  sender: Author,
  entry: Entry,
  conditions: Conditions = {},
): Promise<Answer> {
  const { set } = ctx
  const author = authorNow(set.facts, sender)
  if (conditions.asLongAs && !(await conditions.asLongAs(ctx))) throw new AppError('record.stale')
  const draft = new Draft(set, set.facts.kinds)
  const undone = entry.undoes ? await undoneIn(ctx, entry.undoes, entry) : undefined
  refuseWhatIsNotUndoable(ctx.commands, undone)
  permitMany(ctx, author, entry, undone)
  const clash = clashToSettle(draft, author, entry)
  const patches = await patchesOf(ctx, author, entry)

  const lost: Lost[] = []
  const command = entry.command && ctx.commands[entry.command.name]
  for (const patch of patches) {
    const clashes = applyPatch(ctx, draft, author, { patch, undone, command, conditions })
    const record = draft.records.get(`${patch.kind}:${patch.id}`)
    if (record && clashes.length > 0) lost.push({ record, clashes })
    await ctx.breathe()
  }
  await settleAllKeys(ctx, draft)
  for (const record of draft.records.values()) {
    checkRecord(draft, record, author)
    await ctx.breathe()
  }
  if (author.source !== 'system') {
    giveNoMore(draft, set.facts, author.viewer)
    keepAnAdmin(draft, set.facts)
  }
  touchOthers(draft, author, entry)

  const clashIds: string[] = []
  for (const { record, clashes } of entry.undoes ? [] : lost)
    clashIds.push(
      ...(await keepClashes({ ...ctx, draft, author, entry, record, lost: clashes, unstored: ctx.log.unstored })),
    )
  if (clashIds.length > 0) settleKeys(draft)
  if (clash) settleClash(draft, clash)
  await notify(ctx, draft, author, entry)

  const number = await accept(ctx, draft, author, entry)
  await moveStages(ctx, draft, author)
  countChanged(ctx, author, entry)
  const { seq, id } = entry
  // What an undo leaves is no clash: its author meant what they did before, and is told.
  const stays = entry.undoes && lost.length > 0 ? await staysOf(ctx, author, lost) : undefined
  return clashIds.length > 0
    ? { seq, id, status: 'merged', number, clashes: clashIds }
    : { seq, id, status: 'accepted', number, ...(stays ? { stays } : {}) }
}

interface Lost {
  record: DraftRecord
  clashes: Clash[]
}

const undoneIn = ({ tx, company, log }: Transacting, operation: string, { patches }: Entry): Promise<Undone> =>
  undoneBy({ tx, company, operation, records: patches, unstored: log.unstored })

/** So many fields that stayed are named in one answer. */
const mostNamed = 50

async function staysOf(ctx: Transacting, author: Author, lost: readonly Lost[]): Promise<Stays> {
  const all = lost.flatMap(({ record, clashes }) => clashes.map(({ field }) => ({ record, field })))
  const fields: Stay[] = []
  for (const { record, field } of all.slice(0, mostNamed)) {
    const { user, at } = await writerOf({ ...ctx, author, record, unstored: ctx.log.unstored }, field)
    fields.push({ kind: record.kind.name, id: record.state.id, field, user, at })
  }
  return { count: all.length, fields }
}

function refuseWhatIsNotUndoable(commands: Commands, undone: Undone | undefined): void {
  for (const label of undone?.labels ?? [])
    if (Object.hasOwn(commands, label) && commands[label]?.undoable === false)
      throw new AppError('command.refused', { params: { reason: 'notUndoable' } })
}

/** A command is run again here, over the records as they stand now. */
async function patchesOf(ctx: Transacting, author: Author, entry: Entry): Promise<readonly Patch[]> {
  if (!entry.command) return entry.patches
  const { set } = ctx
  const patches = runCommand(ctx.commands, entry.command, author, ctx.at, {
    get: key => set.get(key),
    childrenOf: key => set.childrenOf(key).filter(child => goesAlong(set.facts.kinds.require(child.kind), key.kind)),
  })
  await load(ctx.loader, set, set.facts.kinds, wantedBy(set.facts.kinds, patches))
  return patches
}

/** Gives records their keys, reading what hangs on those whose key is new, as deep as it goes. */
async function settleAllKeys(ctx: Transacting, draft: Draft): Promise<void> {
  for (;;) {
    settleKeys(draft)
    const childrenOf = withNewKey(draft).filter(
      key => dependentKinds(draft.kinds, key.kind).length > 0 && !ctx.set.areChildrenLoaded(key),
    )
    if (childrenOf.length === 0) return
    await load(ctx.loader, ctx.set, draft.kinds, { keys: [], childrenOf })
  }
}

function checkRecord(draft: Draft, record: DraftRecord, author: Author): void {
  const { kind, before, state, touched } = record
  if (touched.size === 0 && before) return
  const isSystem = author.source === 'system'
  resolveReferences(draft, record, isSystem ? undefined : author.viewer)
  const bag = bagOf(state)
  const errors =
    recordErrors(kind, bag, before ? [...touched] : undefined) ??
    broughtErrors(kind, before && bagOf(before), bag) ??
    wrongParent(record)
  if (errors) throw new AppError('record.invalid', { fields: errors, params: { kind: kind.name, id: state.id } })
  // A record that has no owner yet is within nobody's reach: what it lacks is the better answer.
  if (!isSystem) permitAfter(author.viewer, record)
}

/** A parent is of a kind that the definition names: elsewhere nobody would ever find the record again. */
const wrongParent = ({ kind, state: { parent }, touched }: DraftRecord): FieldErrors | undefined =>
  parent && touched.has('parent') && !parentKinds(kind).includes(parent.kind)
    ? { parent: { reason: 'badReference' } }
    : undefined

/**
 * A desktop holds its own patch over a record until the record's number passes the answer's. Records that its run of a
 * command touched and ours did not get a row too, so that the patch gives way; only those that its user sees.
 */
function touchOthers(draft: Draft, author: Author, entry: Entry): void {
  if (!entry.command || author.source !== 'sync') return
  for (const key of entry.patches) {
    const state = draft.records.has(`${key.kind}:${key.id}`) ? undefined : draft.set.get(key)
    if (state && canSee(author.viewer, state.kind, visibilityKey(state))) draft.open(key, state)
  }
}
