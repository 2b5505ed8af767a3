import type { Context } from 'hono'
import type { AnyKind } from '../../shared/entity.ts'
import { AppError } from '../../shared/errors.ts'
import type { Kinds } from '../../shared/kinds.ts'
import { projectFor } from '../../shared/permissions/project.ts'
import { canSee } from '../../shared/permissions/viewer.ts'
import { type RecordState, uuid, visibilityKey } from '../../shared/record.ts'
import type { FieldCipher } from '../db/columns.ts'
import type { Transaction } from '../db/database.ts'
import type { Env } from '../http/env.ts'
import type { AccessEvent } from '../log/access.ts'
import { createLoader } from '../records/load.ts'
import type { RestOptions } from './routes.ts'
import { toRest } from './shape.ts'

export type C = Context<Env>

/** What a read has at hand: a transaction of the caller's company, and the kind with its own fields as they are now. */
export interface Reading {
  tx: Transaction
  kind: AnyKind
  kinds: Kinds
  cipher: FieldCipher | undefined
}

/** The records of one kind as callers of REST reach them. */
export interface Records {
  name: string
  read: <T>(c: C, work: (reading: Reading) => Promise<T>) => Promise<T>
  /** As this caller may see it; throws `record.notFound` for what is not there and for what may not be seen alike. */
  find: (c: C, reading: Reading, id: string) => Promise<RecordState>
  /** The record as it stands now, as REST shows it; null where it is out of the caller's sight. */
  shown: (c: C, id: string) => Promise<Record<string, unknown> | null>
  /** For the access chain. */
  tell: (c: C, action: AccessEvent['action'], record?: string, details?: Record<string, unknown>) => void
}

export function recordsOf({ database, writer, access, cipherOf }: RestOptions, name: string): Records {
  const read: Records['read'] = async (c, work) => {
    const { company } = c.get('caller')
    const cipher = await cipherOf?.(company)
    return database.inCompany(
      company,
      async tx => {
        const [head] = await tx<{ epoch: number; number: number }[]>`
          select epoch, number from company where id = ${company}`
        if (!head) throw new AppError('record.notFound')
        const { kinds } = await writer.facts.at(tx, company, head)
        return work({ tx, kind: kinds.require(name), kinds, cipher })
      },
      { readOnly: true },
    )
  }

  const tell: Records['tell'] = (c, action, record, details) => {
    const { company, viewer, device } = c.get('caller')
    access.add(company, {
      action,
      user: viewer.user,
      device: device ?? undefined,
      address: c.get('address'),
      kind: name,
      record,
      ...(details ? { details } : {}),
    })
  }

  const find: Records['find'] = async (c, { tx, kind, cipher }, id) => {
    const { company, viewer } = c.get('caller')
    const [state] = uuid.safeParse(id).success ? await createLoader(tx, company, cipher).records(kind, 'id', [id]) : []
    if (state && canSee(viewer, kind.name, visibilityKey(state))) return projectFor(viewer, state)
    if (state) tell(c, 'read.refused', id)
    throw new AppError('record.notFound')
  }

  const shown: Records['shown'] = (c, id) =>
    read(c, async reading => toRest(reading.kind, await find(c, reading, id))).catch(error => {
      if (error instanceof AppError && error.code === 'record.notFound') return null
      throw error
    })

  return { name, read, find, shown, tell }
}

/** The id in the path. Throws `record.notFound` for what cannot be one. */
export function idParam(c: C): string {
  const id = c.req.param('id') ?? ''
  if (!uuid.safeParse(id).success) throw new AppError('record.notFound')
  return id
}

export const searchOf = (c: C): URLSearchParams => new URL(c.req.url).searchParams
