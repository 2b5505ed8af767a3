import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allKinds } from '../../../../shared/entities/index.ts'
import { type Kinds, kindsWith } from '../../../../shared/kinds.ts'
import { allRights } from '../../../../shared/permissions/rights.ts'
import type { Viewer } from '../../../../shared/permissions/viewer.ts'
import { isGone, type RecordKey, type RecordState, type SyncedState } from '../../../../shared/record.ts'
import { createProjection, type OpenPatch, type Projection } from '../../projection/projection.ts'
import { type Database, openDatabase } from '../../storage/database.ts'
import { ownFields } from './records.ts'

/** A profile file in a folder of its own, with a projection whose copies and patches are held in memory. */
export interface Profile {
  file: string
  key: Uint8Array
  database: Database
  kinds: Kinds
  copies: Map<string, SyncedState>
  patches: Map<string, OpenPatch[]>
  projection: Projection
  /** Puts copies and projects them, in one transaction. */
  put(states: readonly SyncedState[], order?: 'loading' | 'live'): void
  /** Opens the projection again, as after a start with these kinds. */
  reopen(kinds: Kinds): Projection
  close(): void
}

export function openProfile({ own = ownFields, keepCopies = true } = {}): Profile {
  const folder = mkdtempSync(join(tmpdir(), 'pergel-lists-'))
  const file = join(folder, 'profile.db')
  const key = new Uint8Array(32).fill(7)
  const database = openDatabase({ file, key })
  const copies = new Map<string, SyncedState>()
  const patches = new Map<string, OpenPatch[]>()
  const open = (kinds: Kinds): Projection =>
    createProjection({
      database,
      kinds,
      user: () => '00000000-0000-7000-8000-000000000001',
      copyOf: id => {
        const copy = copies.get(id)
        return copy && !isGone(copy) ? copy : undefined
      },
      openPatchesOf: id => patches.get(id) ?? [],
      copiesAfter: (after, limit) =>
        [...copies.keys()]
          .filter(id => id > after)
          .sort()
          .slice(0, limit)
          .flatMap(id => copies.get(id) ?? []),
    })
  const kinds = kindsWith(own)
  const profile: Profile = {
    ...{ file, key, database, kinds, copies, patches },
    projection: open(kinds),
    put(states, order = 'live') {
      if (keepCopies) for (const state of states) copies.set(state.id, state)
      database.write(() => profile.projection.projectStates(states, order), {
        sync: order === 'loading' ? 'normal' : 'full',
      })
    },
    reopen(changed) {
      profile.kinds = changed
      profile.projection = open(changed)
      return profile.projection
    },
    close() {
      database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return profile
}

/** Sees and does everything. */
export const allSeeing = (user: string, team: string | null = null): Viewer => ({
  user,
  team,
  role: '00000000-0000-7000-8000-0000000000aa',
  rights: { kinds: Object.fromEntries(allKinds.map(kind => [kind.name, allRights])), abilities: ['admin'] },
})

export const keyOf = ({ kind, id }: RecordState): RecordKey => ({ kind, id })
