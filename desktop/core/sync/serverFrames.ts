import { z } from 'zod'
import { isUuid } from '../../../shared/ids.ts'
import { actions, scopes } from '../../../shared/permissions/rights.ts'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import { kindName, type SyncedState, uuid } from '../../../shared/record.ts'
import { errorBody, type ServerFrame } from '../../../shared/sync/protocol.ts'
import type { Texts } from '../storage/collectionTable.ts'
import { readPage } from './snapshotPage.ts'

/**
 * What comes from a server is foreign: it may be older, newer or broken. Additive fields pass; a right that this version
 * does not know counts as none, a field right as hidden, an error code as `internal`; a state that is none is left out
 * and reported, and the rest of its page lives.
 */
export type ParsedFrame = { ok: true; frame: ReadFrame; dropped: number } | { ok: false; reason: string }
/** A frame of the server; a page of a first copy keeps what its states came as. */
export type ReadFrame = ServerFrame & { texts?: Texts }

/** Parses one frame of text. Never throws. */
export function parseServerFrame(text: string): ParsedFrame {
  try {
    return parsed(JSON.parse(text))
  } catch {
    return noJson
  }
}

/** The same of an unpacked page, beside which its question's id stands. Never rejects. */
export async function parsePage(page: Buffer, id: number): Promise<ParsedFrame> {
  try {
    const { json, texts } = await readPage(page)
    return parsed(isObject(json) ? { ...json, id } : json, texts)
  } catch {
    return noJson
  }
}

const noJson: ParsedFrame = { ok: false, reason: 'no JSON' }

function parsed(json: unknown, texts?: Texts): ParsedFrame {
  const dropped = dropMalformedStates(json)
  const { success, data, error } = serverFrame.safeParse(json)
  if (!success) return { ok: false, reason: z.prettifyError(error).slice(0, 500) }
  const frame = data as ServerFrame
  return { ok: true, frame: texts ? { ...frame, texts } : frame, dropped }
}

/** Written by hand and not by zod, since it runs for each of 100,000 records: checks what the engine reads. */
export function isSyncedState(value: unknown): value is SyncedState {
  if (typeof value !== 'object' || value === null) return false
  const state = value as Record<string, unknown>
  if (!isRecordKey(state) || !isCount(state['epoch']) || !isCount(state['number'])) return false
  if (state['gone'] === true) return true
  return (
    isText(state['createdAt']) &&
    isText(state['createdBy']) &&
    isText(state['updatedAt']) &&
    isText(state['updatedBy']) &&
    typeof state['archived'] === 'boolean' &&
    isOptional(state['owner'], isText) &&
    isOptional(state['team'], isText) &&
    isOptional(state['parent'], isRecordKey) &&
    isObject(state['values']) &&
    isOptional(state['stubs'], isObject)
  )
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isOptional = (value: unknown, is: (value: unknown) => boolean): boolean => value === undefined || is(value)
const isRecordKey = (value: unknown): boolean =>
  isObject(value) &&
  isText(value['kind']) &&
  namePattern.test(value['kind']) &&
  isText(value['id']) &&
  isUuid(value['id'])
const namePattern = /^[a-z][a-zA-Z0-9]{0,39}$/

function dropMalformedStates(json: unknown): number {
  if (!isObject(json) || !Array.isArray(json['states'])) return 0
  const states = json['states']
  const sound = states.filter(isSyncedState)
  json['states'] = sound
  return states.length - sound.length
}

const rev = { epoch: z.int().min(0), number: z.int().min(0) }
const head = z.object({ ...rev, hash: z.string().regex(/^[0-9a-f]{64}$/) })
const error = errorBody.catch({ code: 'internal' })
const states = z.custom<SyncedState[]>(Array.isArray)
const scope = z.enum(scopes).catch('none')
const viewer = z.object({
  user: uuid,
  team: uuid.nullable(),
  role: uuid,
  rights: z.object({
    kinds: z.record(
      z.string(),
      z.object({
        ...(Object.fromEntries(actions.map(action => [action, scope])) as Record<
          (typeof actions)[number],
          typeof scope
        >),
        fields: z.record(z.string(), z.enum(['hidden', 'readOnly']).catch('hidden')).optional(),
      }),
    ),
    // An ability that this version does not know does nothing here.
    abilities: z.array(z.string()),
  }),
}) as unknown as z.ZodType<Viewer>

const answered = { seq: z.int(), id: uuid }
const stay = z.object({ kind: z.string(), id: uuid, field: z.string(), user: z.string(), at: z.string() })
const stays = z.object({ count: z.int(), fields: z.array(stay) })
const answer = z.discriminatedUnion('status', [
  z.object({ ...answered, status: z.literal('accepted'), number: z.int(), stays: stays.optional() }),
  z.object({ ...answered, status: z.literal('merged'), number: z.int(), clashes: z.array(z.string()) }),
  z.object({ ...answered, status: z.literal('refused'), error }),
  z.object({ ...answered, status: z.literal('held'), on: z.array(z.string()) }),
])

const historyRow = z.object({
  number: z.int(),
  operation: z.string(),
  label: z.string(),
  at: z.string(),
  user: z.string(),
  deviceName: z.string(),
  undoes: z.string().optional(),
  creates: z.boolean().optional(),
  record: z.object({ kind: kindName, id: uuid }).optional(),
  changes: z.array(
    z.object({
      field: z.string(),
      old: z.unknown().optional(),
      new: z.unknown().optional(),
      erased: z.boolean().optional(),
    }),
  ),
})

const id = z.int()
const serverFrame = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('welcome'),
    v: z.int(),
    company: z.object({ id: z.string(), name: z.string(), zone: z.string() }),
    viewer,
    view: z.string(),
    head,
    // A server that shows none of what was witnessed is not trusted: see heads.ts.
    heads: z.array(head).default([]),
    time: z.string(),
    lease: z.number(),
    answeredSeq: z.int(),
    restored: z.object(rev).optional(),
  }),
  z.object({ t: z.literal('answers'), id, answers: z.array(answer) }),
  z.object({ t: z.literal('page'), id, states, to: head, more: z.boolean() }),
  z.object({ t: z.literal('live'), after: z.int(), states, to: head }),
  z.object({
    t: z.literal('snapshotPage'),
    id,
    kind: kindName,
    states,
    next: uuid.optional(),
    total: z.int().optional(),
  }),
  z.object({ t: z.literal('digest'), id, kind: kindName, count: z.int(), digest: z.string(), at: head }),
  z.object({ t: z.literal('history'), id, rows: z.array(historyRow), before: z.int().optional() }),
  z.object({ t: z.literal('viewed'), id, views: z.array(z.object({ user: uuid, at: z.string() })) }),
  z.object({ t: z.literal('done'), id }),
  z.object({
    t: z.literal('presence'),
    user: uuid,
    device: uuid,
    at: z.object({ kind: kindName, id: uuid }).nullable(),
  }),
  z.object({ t: z.literal('view'), viewer, view: z.string(), head }),
  z.object({ t: z.literal('error'), id: id.optional(), error }),
  z.object({ t: z.literal('bye'), error, minimumClient: z.int().optional() }),
])
