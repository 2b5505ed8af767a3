import type { AnyKind, Values } from '../../shared/entity.ts'
import type { Kinds } from '../../shared/kinds.ts'
import { dealingKinds, movesBy, type RuleOf, type SilenceEvent, silentAt } from '../../shared/rules/stageRules.ts'
import { snakeCase, tableName } from '../db/columns.ts'
import type { Transaction } from '../db/database.ts'
import { SqlText } from '../db/sqlText.ts'
import { choiceColumn } from '../records/dealingCounts.ts'

export type SilenceRule = RuleOf<SilenceEvent>

/** A record that a rule moves for its silence. */
export interface SilentMove {
  id: string
  rule: SilenceRule
  /** The stage it is in. */
  from: unknown
  /** When the rule came to fit it, in milliseconds. */
  since: number
}
export interface Asked {
  company: string
  kinds: Kinds
  kind: AnyKind
  rules: readonly SilenceRule[]
  now: number
  /** The next ones behind an id, or these. */
  which: { after: string; limit: number } | { ids: readonly string[] }
}

/**
 * What the rules would move for its silence, in the order of ids and at most once for each field. `last`: behind which
 * the next page begins; undefined where there is none. Archived records are never silent.
 */
export async function silentRecords(tx: Transaction, asked: Asked): Promise<{ moves: SilentMove[]; last?: string }> {
  const { rules, which, now } = asked
  const { sql, values } = selectOf(asked)
  const rows = await tx.unsafe<SilentRow[]>(sql, values as string[])
  const moves = rows.flatMap(({ id, made, last, stages }) => {
    const happened = rules.filter(({ when }) => silentAt(when, last, made) <= now)
    return movesBy(asked.kind, happened, stages).map(
      (rule): SilentMove => ({ id, rule, from: stages[rule.field], since: silentAt(rule.when, last, made) }),
    )
  })
  const end = 'limit' in which && rows.length === which.limit ? rows.at(-1)?.id : undefined
  return { moves, ...(end ? { last: end } : {}) }
}

interface SilentRow {
  id: string
  /** Milliseconds, as are those of the last dealing of each kind; a kind without any is absent. */
  made: number
  last: Record<string, number>
  /** Absent where none is set. */
  stages: Values
}

function selectOf({ company, kinds, kind, rules, now, which }: Asked): SqlText & { sql: string } {
  const text = new SqlText()
  const of = text.value(company, 'uuid')
  const dealings = dealingKinds(kinds, kind.name)
  const lasts = dealings.map(
    (one, at) => `cross join lateral (
      select ${milliseconds(`max(${momentOf(one)})`)} as at from "${tableName(one)}"
      where company_id = ${of} and parent_id = r.id and not archived) l${at}`,
  )
  const stageIn = ({ field, from, to }: SilenceRule): string => {
    const stage = `coalesce(${choiceColumn(field, 'r.')}, '')`
    const starts = from ? ` and ${stage} = any(${text.value(from, 'text[]')})` : ''
    return `(${stage} <> ${text.value(to, 'text')}${starts})`
  }
  const isSilent = ({ when }: SilenceRule): string => {
    const asked = dealings.flatMap((one, at) => ((when.kinds?.includes(one.name) ?? true) ? [`l${at}.at`] : []))
    const since = `coalesce(greatest(${asked.join(', ')}), ${milliseconds('r.created_at')})`
    return `${since} <= ${text.value(now - when.days * 86_400_000, 'bigint')}`
  }
  const fields = [...new Set(rules.map(({ field }) => field))]
  const stages = fields.map(field => `${text.value(field, 'text')}, ${choiceColumn(field, 'r.')}`)
  const place =
    'ids' in which ? `r.id = any(${text.value(which.ids, 'uuid[]')})` : `r.id > ${text.value(which.after, 'uuid')}`
  const sql = `
    select r.id, ${milliseconds('r.created_at')} as made,
      jsonb_strip_nulls(jsonb_build_object(${dealings.map(({ name }, at) => `'${name}', l${at}.at`).join(', ')})) as last,
      jsonb_strip_nulls(jsonb_build_object(${stages.join(', ')})) as stages
    from "${tableName(kind)}" r ${lasts.join(' ')}
    where r.company_id = ${of} and not r.archived and ${place}
      and (${rules.map(stageIn).join(' or ')})
      and (${rules.map(rule => `(${stageIn(rule)} and ${isSilent(rule)})`).join(' or ')})
    order by r.id ${'limit' in which ? `limit ${which.limit}` : ''}`
  return Object.assign(text, { sql })
}

const momentOf = ({ dealing = 'createdAt' }: AnyKind): string => `"${snakeCase(dealing)}"`
/** Of a moment or of a day, which begins in UTC. */
const milliseconds = (moment: string): string => `(extract(epoch from ${moment}::timestamptz) * 1000)::bigint`
