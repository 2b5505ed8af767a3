import type postgres from 'postgres'
import type { AnyKind } from '../../shared/entity.ts'
import { projectFor } from '../../shared/permissions/project.ts'
import { isRepeating, rightsOf, type Viewer } from '../../shared/permissions/viewer.ts'
import { type VisibilityKey, visibilityKey } from '../../shared/record.ts'
import type { FieldCipher, Row } from '../db/columns.ts'
import { rowJson } from '../db/rowJson.ts'
import { rowForm } from '../db/rows.ts'

/** A record as a viewer is sent it. */
export interface ShownRecord {
  id: string
  key: VisibilityKey
  json: Buffer
}

/** How the records of a kind are selected for a viewer who may see them, and read from the rows that come. */
export function shownRecords(
  kind: AnyKind,
  viewer: Viewer,
  cipher: FieldCipher | undefined,
): { columns: string; of(query: postgres.PendingQuery<Row[]>): Promise<ShownRecord[]> } {
  // What is hidden of a repeating kind depends on the record.
  const json = isRepeating(kind.name) ? undefined : rowJson(kind, hiddenFrom(viewer, kind.name))
  if (json !== undefined) return { columns: `id, owner_id, team_id, ${json}`, of: asTheyCome }
  const form = rowForm(kind, cipher)
  return {
    columns: form.read.map(column => `"${column}"`).join(', '),
    of: async query =>
      (await query).map(row => {
        const state = form.stateOf(row)
        const shown = Buffer.from(JSON.stringify(projectFor(viewer, state)))
        return { id: state.id, key: visibilityKey(state), json: shown }
      }),
  }
}

/** The bytes that PostgreSQL has made go on without being read. */
async function asTheyCome(query: postgres.PendingQuery<Row[]>): Promise<ShownRecord[]> {
  const rows = (await query.raw()) as unknown as [id: Buffer, owner: Buffer | null, team: Buffer | null, json: Buffer][]
  return rows.map(([id, owner, team, json]) => ({
    id: id.toString('latin1'),
    key: { owner: owner?.toString('latin1') ?? null, team: team?.toString('latin1') ?? null },
    json,
  }))
}

const hiddenFrom = (viewer: Viewer, kind: string): Set<string> => {
  const rights = Object.entries(rightsOf(viewer, kind).fields ?? {})
  return new Set(rights.flatMap(([name, right]) => (right === 'hidden' ? [name] : [])))
}
