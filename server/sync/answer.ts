import { AppError } from '../../shared/errors.ts'
import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { Entry } from '../../shared/record.ts'
import { createDigest } from '../../shared/sync/digest.ts'
import type { Answer, ClientFrame, Head } from '../../shared/sync/protocol.ts'
import type { Malformed } from '../records/writer.ts'
import type { CompanySync } from './companies.ts'
import type { FrameOf, SyncConnection } from './connection.ts'
import { pageAfter } from './feed.ts'
import { giveWay, urgently } from './giveWay.ts'

/** One desktop's conversation: who it is, and what it may ask of. */
export interface Desk {
  company: CompanySync
  connection: SyncConnection
  /** Runs entries through the write path as this person on this device; `malformed` ones only get their answer there. */
  submit: (entries: Entry[], malformed: Malformed[]) => Promise<Answer[]>
  viewed: (views: FrameOf<'views'>['views']) => Promise<void>
}

type Ask = Exclude<ClientFrame['t'], 'hello'>
type Answers = { [T in Ask]: (desk: Desk, frame: FrameOf<T>) => Promise<void> | void }

/** Answers one frame of a desktop that has said hello; what it throws goes back as `error` under the frame's id. */
export async function answer(
  desk: Desk,
  frame: Exclude<ClientFrame, { t: 'hello' }>,
  refused: Malformed[],
): Promise<void> {
  if (frame.t === 'push') return urgently(() => push(desk, frame, refused))
  await giveWay()
  return (answers[frame.t] as (d: Desk, f: typeof frame) => Promise<void>)(desk, frame)
}

async function push(desk: Desk, { id, entries }: FrameOf<'push'>, refused: Malformed[]): Promise<void> {
  const answered = await desk.submit(entries, refused)
  desk.connection.send({ t: 'answers', id, answers: answered.sort((a, b) => a.seq - b.seq) })
}

/**
 * What was read up to here was picked by this viewer's rights; where they changed up to there, it is not theirs. The
 * database knows of a change before the hub has told it, so the hub is asked to go as far first.
 */
async function ensureStill(
  viewer: Viewer,
  head: Head,
  { hub }: CompanySync,
  connection: SyncConnection,
): Promise<void> {
  await hub.reached(head)
  await giveWay()
  if (connection.viewer !== viewer || !connection.isOpen)
    throw new AppError('server.unavailable', { params: { reason: 'viewChanged' } })
}

const answers: Answers = {
  push: (desk, frame) => push(desk, frame, []),

  pull: async ({ company, connection }, { id, after, limit }) => {
    connection.startJoining()
    const { viewer } = connection
    const page = await pageAfter(company.reads, viewer, after, limit)
    await ensureStill(viewer, page.to, company, connection)
    // Too much came in the meantime to be kept: the desktop asks for another page instead of hearing it live.
    const more = page.more || connection.isSwamped()
    connection.send({ t: 'page', id, ...page, more })
    if (!more) connection.caughtUp(page.to.number)
  },

  snapshot: async ({ company, connection }, frame) => {
    if (!company.reads.knows(frame.kind)) throw new AppError('input.invalid', { params: { at: 'kind' } })
    const { viewer } = connection
    const page = await company.pages.page(viewer, frame, connection.since)
    await ensureStill(viewer, await company.reads.head(), company, connection)
    connection.sendBinary(page)
  },

  digest: async ({ company, connection }, { id, kind }) => {
    if (!company.reads.knows(kind)) throw new AppError('input.invalid', { params: { at: 'kind' } })
    const { viewer } = connection
    const { head, revs } = await company.reads.revs(viewer, kind)
    await ensureStill(viewer, head, company, connection)
    const digest = createDigest()
    for (const rev of revs) digest.add(rev.id, rev)
    connection.send({ t: 'digest', id, kind, ...digest.result(), at: head })
  },

  history: async ({ company, connection }, { id, record, before, limit, related }) => {
    const { viewer } = connection
    const page = await company.reads.history(viewer, record, { before, limit, related: related === true })
    await ensureStill(viewer, await company.reads.head(), company, connection)
    connection.send({ t: 'history', id, ...page })
  },

  viewed: async ({ company, connection }, { id, record }) => {
    const { viewer } = connection
    const views = await company.reads.viewed(viewer, record)
    await ensureStill(viewer, await company.reads.head(), company, connection)
    connection.send({ t: 'viewed', id, views })
  },

  views: async ({ connection, viewed }, { id, views }) => {
    await viewed(views)
    connection.send({ t: 'done', id })
  },

  presence: async ({ company, connection }, { at }) => {
    const { presence, reads } = company
    if (!at) return presence.move(connection, null)
    if (!(await reads.isVisible(connection.viewer, at.kind, at.id))) return
    // Who looked at it before may have lost sight of it since.
    for (const other of presence.lookersAt(at))
      if (!(await reads.isVisible(other.viewer, at.kind, at.id))) presence.move(other, null)
    const elsewhere = presence.elsewhereAt(at)
    const viewers = elsewhere.length > 0 ? (await reads.viewersOf(elsewhere.map(({ user }) => user))).viewers : null
    for (const { instance, ...other } of elsewhere) {
      const viewer = viewers?.get(other.user)
      if (!viewer || !(await reads.isVisible(viewer, at.kind, at.id))) presence.heard(instance, other, null)
    }
    presence.move(connection, at)
  },
}
