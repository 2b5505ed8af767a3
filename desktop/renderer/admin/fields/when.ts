import type { AnyKind } from '../../../../shared/entity.ts'
import type { When } from './plan.ts'

/** Choice fields that another field's rule can look at. */
export const whenFields = (kind: AnyKind, except: string): string[] =>
  Object.entries(kind.fields)
    .filter(([name, field]) => field.kind === 'choice' && name !== except)
    .map(([name]) => name)

/** What a new rule looks at, until somebody picks something else. */
export function firstWhen(kind: AnyKind, except: string): When {
  const [field = ''] = whenFields(kind, except)
  const [first = ''] = Object.keys(kind.fields[field]?.choices ?? {})
  return { field, is: [first] }
}
