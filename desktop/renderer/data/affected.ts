import type { ListQuery } from '../../../shared/filters.ts'
import { builtInKinds } from '../../../shared/kinds.ts'
import { kindsAskedBy } from '../../../shared/listFields.ts'
import { childKinds } from '../../../shared/timeline.ts'
import type { ArgsOf, FunctionName } from '../../core/api/functions.ts'

/** One item of the `changes` stream; `ids` absent means the whole kind. */
export interface KindChange {
  kind: string
  ids?: string[] | undefined
}
type Test<N extends FunctionName> = (args: ArgsOf<N>, change: KindChange) => boolean

const ofKind = (kind: string | undefined, change: KindChange): boolean => kind === undefined || change.kind === kind
/** Conditions may ask about the records that those of the list hang on. */
const ofQuery = (query: ListQuery, change: KindChange): boolean =>
  ofKind(query.kind, change) || kindsAskedBy(query).has(change.kind)
const ofRecord = (key: { kind: string; id: string }, change: KindChange): boolean =>
  change.kind === key.kind && (change.ids === undefined || change.ids.includes(key.id))

/** Something changed that may hang on a record of this kind, or on what hangs on one. */
const isBelow = (kind: string, change: KindChange): boolean => {
  const near = childKinds(builtInKinds, kind)
  return near.some(child => child.name === change.kind || isNear(child.name, change.kind))
}
const isNear = (kind: string, child: string): boolean =>
  childKinds(builtInKinds, kind).some(({ name }) => name === child)

/** Which answers look different after a change. What stands here not at all is asked anew only by whoever shows it. */
const tests: { [N in FunctionName]?: Test<N> } = {
  'records.list': (args, change) => ofQuery(args.query, change),
  'records.count': (args, change) => ofQuery(args.query, change),
  // Groups bear titles of records of other kinds.
  'records.groups': (args, change) => args.by !== undefined || ofQuery(args.query, change),
  'records.get': (args, change) => ofRecord(args, change),
  'records.detail': (args, change) => ofRecord(args, change) || isBelow(args.kind, change),
  'timeline.list': (args, change) => ofRecord(args, change) || isBelow(args.kind, change),
  'records.all': (args, change) => ofKind(args.kind, change),
  'records.titles': (args, change) => args.keys.some(key => ofRecord(key, change)),
  'records.similar': (args, change) => ofKind(args.kind, change),
  'records.recent': () => true,
  'history.list': (args, change) => ofRecord(args, change),
  'operations.last': () => true,
  'operations.kept': () => true,
  'clashes.list': () => true,
  'refused.list': () => true,
  'people.list': (_args, change) => ofKind('user', change),
  'account.get': (_args, change) => ofKind('user', change),
  'problems.bundle': (_args, change) => ofKind('setting', change),
  'search.query': (args, change) => args.kinds === undefined || args.kinds.includes(change.kind),
}

export function isAffected(name: FunctionName, args: unknown, changes: readonly KindChange[]): boolean {
  const test = tests[name] as ((args: unknown, change: KindChange) => boolean) | undefined
  return test !== undefined && changes.some(change => test(args, change))
}
