import type { WebSocket } from 'ws'
import { AppError } from '../../shared/errors.ts'
import type { Viewer } from '../../shared/permissions/viewer.ts'
import { minimumClient, protocolVersion } from '../../shared/sync/protocol.ts'
import type { Desk } from './answer.ts'
import type { Companies, CompanySync } from './companies.ts'
import { type FrameOf, SyncConnection } from './connection.ts'
import type { Hub } from './hub.ts'
import type { SignedIn, SyncOptions } from './socket.ts'

/** Welcomes a desktop as the person whom its token names; from then on it hears of every change that it may see. */
export async function greet(
  ws: WebSocket,
  hello: FrameOf<'hello'>,
  address: string,
  companies: Companies,
  options: SyncOptions,
): Promise<Desk> {
  if (hello.v < minimumClient) throw new AppError('client.tooOld')
  const person = await options.authenticate(hello.token)
  const company = await companies.get(person.company)
  const first = await activeViewer(company, person)
  const connection = new SyncConnection(ws, { ...person, viewer: first.viewer, unpacks: hello.unpacks === true })
  // Joined before anything is read, so that no change of rights slips between; then asked again for one that just did.
  company.hub.join(connection)
  try {
    await settleViewer(company.hub, connection, () => activeViewer(company, person))
    // A session that ended before the hub knew of this connection: nobody was told then.
    await options.authenticate(hello.token)
    if (!connection.isOpen) throw new AppError('auth.required')
    await welcome(company, connection, hello, options)
  } catch (error) {
    company.hub.leave(connection)
    throw error
  }
  return {
    company,
    connection,
    submit: (...sent) => options.submit({ ...person, viewer: connection.viewer, address }, ...sent),
    viewed: views => options.viewed({ ...person, address }, views),
  }
}

/**
 * Reads the viewer until a read finds what the hub goes by already. The hub finds those whom a change of rights concerns by
 * the viewer it knows: of a role that somebody was given a moment ago it tells them nothing while it knows them by another.
 */
export async function settleViewer(
  hub: Pick<Hub, 'join'>,
  connection: SyncConnection,
  read: () => Promise<{ viewer: Viewer; number: number }>,
): Promise<void> {
  for (;;) {
    const known = connection.viewer
    const now = await read()
    // The hub has told of a later one meanwhile, or that there is none.
    if (connection.viewer !== known || !connection.isOpen) return
    connection.see(now.viewer, now.number)
    hub.join(connection)
    if (JSON.stringify(now.viewer) === JSON.stringify(known)) return
  }
}

/** Past every cache: of what another instance has changed this one may not have heard yet. */
async function activeViewer(company: CompanySync, { user }: SignedIn): Promise<{ viewer: Viewer; number: number }> {
  const { head, viewers } = await company.reads.viewersOf([user])
  const viewer = viewers.get(user)
  if (!viewer) throw new AppError('auth.required')
  return { viewer, number: head.number }
}

async function welcome(
  company: CompanySync,
  connection: SyncConnection,
  hello: FrameOf<'hello'>,
  options: SyncOptions,
): Promise<void> {
  const checkpoint = hello.checkpoint
  const [head, heads, answeredSeq] = await Promise.all([
    company.reads.head(),
    company.reads.headsAt(hello.heads),
    company.reads.answeredSeq(connection.device),
  ])
  const restored =
    checkpoint && checkpoint.epoch < head.epoch
      ? { epoch: checkpoint.epoch, number: await company.reads.lastOf(checkpoint.epoch) }
      : undefined
  connection.send({
    t: 'welcome',
    v: protocolVersion,
    company: company.facts,
    viewer: connection.viewer,
    view: connection.view,
    head,
    heads,
    time: new Date(options.now()).toISOString(),
    lease: options.leaseSeconds,
    answeredSeq,
    ...(restored ? { restored } : {}),
  })
}
