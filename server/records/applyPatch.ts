import { bagOf } from '../../shared/apply.ts'
import type { Command } from '../../shared/command.ts'
import type { Values } from '../../shared/entity.ts'
import { isOwned } from '../../shared/entity.ts'
import { AppError } from '../../shared/errors.ts'
import { has, may } from '../../shared/permissions/viewer.ts'
import { compareRev, type FieldChange, type Patch, type RecordState, visibilityKey } from '../../shared/record.ts'
import { settleProposals, stampsOf } from '../../shared/stamps.ts'
import { type Clash, merge } from '../../shared/sync/merge.ts'
import { cleanChanges } from '../../shared/validate.ts'
import type { Author } from './commit.ts'
import type { Draft, DraftRecord } from './draft.ts'
import { permitBefore, permitFields, permitKey, requireVisible } from './permit.ts'
import type { Conditions, Transacting } from './transacting.ts'
import { takesBackMaking, type Undone } from './undo.ts'

export interface Applying {
  patch: Patch
  undone: Undone | undefined
  /** The command that the patch comes from. */
  command: Pick<Command, 'writes'> | undefined
  conditions: Conditions
}

/** One patch onto the draft: permit, clean, merge. Gives what lost the merge; throws AppError where it is refused. */
export function applyPatch(ctx: Transacting, draft: Draft, author: Author, applying: Applying): Clash[] {
  const { patch, conditions } = applying
  const kind = draft.kinds.require(patch.kind)
  const current = draft.get(patch)
  const set = cleanSet(draft, author, applying, patch.create === true && current === undefined)
  const record = current === undefined ? begin(ctx, draft, author, patch) : reopen(draft, author, applying, current)
  for (const name of Object.keys(set)) record.touched.add(name)
  refuseStale(conditions, record.state)
  const now = author.source === 'system' ? (author.at ?? ctx.at) : ctx.at
  const bag = bagOf(record.state)
  const based = conditions.overwrite ? withBases(set, bag) : set
  const { changes, clashes } = merge(kind, bag, settleProposals(kind, based, now))
  // The same derived id made twice (a tag on two desktops) is one record: what stands, stays.
  const isTwin = patch.create === true && current !== undefined
  if (isTwin && record.state.archived) permitRevival(author, record)
  draft.change(record, isTwin ? { archived: false } : changes)
  return isTwin ? [] : clashes
}

/** The patch's values in their stored form, when the author may write each of its fields. */
function cleanSet(draft: Draft, author: Author, applying: Applying, creates: boolean): Record<string, FieldChange> {
  const { patch, undone, command } = applying
  const kind = draft.kinds.require(patch.kind)
  // A desktop shows the team it expects; only an admin decides it.
  const isExpected = author.source !== 'system' && !has(author.viewer, 'admin') && (creates || 'owner' in patch.set)
  const asked = isExpected && !kind.parents ? withoutTeam(patch.set) : patch.set
  const wanted = kind.parents && author.source !== 'system' ? withoutInherited(asked) : asked
  const names = Object.keys(wanted)
  const cleaned = cleanChanges(kind, Object.fromEntries(names.map(name => [name, wanted[name]?.value])))
  if (cleaned.errors) throw new AppError('record.invalid', { fields: cleaned.errors })
  if (author.source !== 'system') {
    permitKey(author.viewer, kind, names)
    const isDeclared = (field: string) => command?.writes?.[kind.name]?.includes(field) === true
    // Who makes a record owns it: a role whose owner field is read-only cannot choose another, and need not.
    const isOwnerDue = creates && (cleaned.values['owner'] === author.viewer.user || isDeclared('owner'))
    // A desktop proposes when it was; without what it speaks of it is a field that nobody writes.
    const proposed = new Set(
      author.source === 'sync' ? stampsOf(kind).flatMap(({ name, field }) => (field in wanted ? [name] : [])) : [],
    )
    const asked = names.filter(name => !proposed.has(name) && !(isOwnerDue && name === 'owner'))
    permitFields(author.viewer, kind, asked, {
      readOnly: field => isDeclared(field) || undone?.had(patch, field, cleaned.values[field]) === true,
    })
  }
  const set: Record<string, FieldChange> = {}
  for (const name of names) {
    const value = cleaned.values[name]
    const base = wanted[name]?.base
    set[name] = value === undefined ? { base } : { base, value }
  }
  return set
}

const withoutTeam = ({ team: _, ...set }: Record<string, FieldChange>) => set

/** A desktop's form of a dependent record may name the key it shows; the parent decides it. */
const withoutInherited = ({ owner: _owner, team: _team, ...set }: Record<string, FieldChange>) => set

const withBases = (set: Record<string, FieldChange>, bag: Values): Record<string, FieldChange> =>
  Object.fromEntries(Object.entries(set).map(([name, change]) => [name, { ...change, base: bag[name] }]))

function begin(ctx: Transacting, draft: Draft, author: Author, patch: Patch): DraftRecord {
  if (!patch.create) throw new AppError('record.notFound', { params: { kind: patch.kind, id: patch.id } })
  const at = author.source === 'system' ? (author.at ?? ctx.at) : ctx.at
  const record = draft.create(patch, at, author.viewer.user)
  const { kind } = record
  // Who makes a record owns it, unless the patch says otherwise (two owners would be a clash).
  const isOwnerGiven = patch.set['owner']?.value !== undefined
  if (isOwned(kind) && !isOwnerGiven && draft.get({ kind: 'user', id: author.viewer.user }))
    draft.change(record, { owner: author.viewer.user })
  return record
}

function reopen(draft: Draft, author: Author, applying: Applying, current: RecordState) {
  const { patch, undone, command, conditions } = applying
  const isDerivedId = patch.id[14] === '8'
  const known = draft.records.get(`${patch.kind}:${patch.id}`)
  if (patch.create && (!isDerivedId || conditions.isNew)) throw new AppError('record.exists')
  const isOwnMaking = known !== undefined && known.before === undefined
  if (author.source !== 'system' && !isOwnMaking) {
    // Each patch by itself, however many there are of a record: one permits nothing that the next one does.
    const state = known?.before ?? current
    if (patch.create) requireVisible(author.viewer, patch.kind, state)
    else if (takesBackMaking(undone, state, author.viewer.user, patch.set))
      requireVisible(author.viewer, patch.kind, state)
    else {
      const kind = draft.kinds.require(patch.kind)
      const along = command !== undefined || undone?.had(patch, 'parent', patch.set['parent']?.value) === true
      permitBefore(author.viewer, { kind, patch, state, along })
    }
  }
  return draft.open(patch, current)
}

function refuseStale({ ifMatch }: Conditions, state: RecordState): void {
  if (ifMatch?.id === state.id && !ifMatch.revs.some(rev => compareRev(state, rev) === 0))
    throw new AppError('record.stale', { params: { rev: `${state.epoch}.${state.number}` } })
}

function permitRevival({ viewer, source }: Author, { kind, state }: DraftRecord): void {
  if (source !== 'system' && !may(viewer, 'create', kind.name, visibilityKey(state)))
    throw new AppError('permission.denied')
}
