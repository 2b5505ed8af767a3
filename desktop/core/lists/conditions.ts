import type { AnyKind } from '../../../shared/entity.ts'
import type { Condition } from '../../../shared/filters.ts'
import type { Kinds } from '../../../shared/kinds.ts'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import { askedField } from './access.ts'
import { type Above, noRecord, ofAbove } from './joins.ts'
import { type FilterContext, testOf } from './operators.ts'
import { all, any, type Test } from './tests.ts'

/** What conditions on records of a kind need. */
export interface ConditionContext {
  kinds: Kinds
  kind: AnyKind
  viewer: Viewer
  own: FilterContext
  /** The records of another kind that the kind's own hang on. */
  above(kind: string): Above
}

/**
 * What a filter or a group of them means. Of a field of the parent, a record without a parent of that kind, or with one
 * that the viewer does not see, has no value. Throws `input.invalid` for fields that are not there for the viewer.
 */
export function conditionTest(context: ConditionContext, condition: Condition): Test {
  if ('all' in condition) return all(...byCost(condition.all).map(part => conditionTest(context, part)))
  if ('any' in condition) {
    const tests = byCost(condition.any).map(part => conditionTest(context, part))
    return tests.length > 0 ? any(...tests) : all()
  }
  const { access, parent } = askedField(context.kinds, context.kind, context.viewer, condition.field)
  if (parent === undefined) return testOf(context.own, access, condition)
  const above = context.above(parent)
  return ofAbove(above, testOf(above.context, access, condition), testOf(noRecord, access, condition))
}

/** What walks through text comes last, when few are left to look at. */
export const byCost = (conditions: readonly Condition[]): Condition[] =>
  conditions.toSorted((a, b) => cost(a) - cost(b))

/** One filter on a field of the kind itself that walks through no text: what it finds is kept, whatever else is asked. */
export const isQuick = (condition: Condition): boolean => 'field' in condition && cost(condition) === 0

function cost(condition: Condition): number {
  if ('field' in condition) return condition.op === 'contains' ? 2 : condition.field.startsWith('parent.') ? 1 : 0
  return Math.max(1, ...('all' in condition ? condition.all : condition.any).map(cost))
}
