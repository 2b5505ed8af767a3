import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { zstdCompressSync } from 'node:zlib'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ErrorBody } from '../../../shared/errors.ts'
import { type Viewer, viewKey } from '../../../shared/permissions/viewer.ts'
import type { RecordKey } from '../../../shared/record.ts'
import { type ClientFrame, clientFrame, type ServerFrame } from '../../../shared/sync/protocol.ts'
import { type Random, random } from '../../../shared/testing/random.ts'
import { FakeCompany } from './fakeCompany.ts'

/** How often each fault happens, 0 to 1. */
export interface Faults {
  /** The connection ends instead of a frame being sent. */
  drop: number
  /** A push is carried out and the connection ends before its answer. */
  loseAnswer: number
  /** A live frame comes twice, late, or never. */
  duplicate: number
  reorder: number
  omit: number
  /** Longest delay of an answer, in milliseconds. */
  delay: number
}
export const noFaults: Faults = { drop: 0, loseAnswer: 0, duplicate: 0, reorder: 0, omit: 0, delay: 0 }

interface Peer {
  socket: WebSocket
  user: string
  device: string
  viewer: Viewer
  /** Number it was told up to, while live. */
  told: number | undefined
  late: string | undefined
  at: RecordKey | null
}

/** What desktops asked for, for tests that count. */
export interface Asked {
  frame: ClientFrame
  device: string
}

/** Speaks shared/sync/protocol.ts over real sockets on a loopback port, with faults; a token is the user's id. */
export class FakeServer {
  readonly company: FakeCompany
  faults: Faults = { ...noFaults }
  asked: Asked[] = []
  /** Records sent in snapshot pages. */
  snapshotRecords = 0
  /** Says this instead of a welcome. */
  refusal: ErrorBody | undefined
  /** Changes a frame on its way out, withholds it, or lets others go out with it. */
  intercept: ((frame: ServerFrame) => ServerFrame | string | ServerFrame[] | undefined) | undefined
  readonly views: { kind: string; id: string; device: string }[] = []
  private readonly chance: Random
  private readonly known = new Map<string, Viewer>()
  private readonly peers = new Set<Peer>()
  private server: Server | undefined
  private sockets: WebSocketServer | undefined
  private port = 0

  constructor(company = new FakeCompany(), seed: string | number = 0) {
    this.company = company
    this.chance = random(`server ${seed}`)
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}/sync`
  }
  get connections(): number {
    return this.peers.size
  }

  /** Listens, after a stop on the same port again. */
  async start(): Promise<void> {
    const server = createServer()
    const sockets = new WebSocketServer({ server, perMessageDeflate: false })
    sockets.on('connection', socket => this.greet(socket))
    await new Promise<void>(resolve => server.listen(this.port, '127.0.0.1', resolve))
    this.port = (server.address() as AddressInfo).port
    this.server = server
    this.sockets = sockets
  }

  /** Ends every connection at once, as a killed server does. */
  async stop(): Promise<void> {
    for (const socket of this.sockets?.clients ?? []) socket.terminate()
    this.peers.clear()
    this.sockets?.close()
    const { server } = this
    if (server) await new Promise(resolve => server.close(resolve))
  }

  dropAll(): void {
    for (const { socket } of this.peers) socket.terminate()
  }

  /** To be called after `company` was changed from outside. */
  publish(): void {
    for (const peer of this.peers) this.tell(peer)
  }

  setViewer(viewer: Viewer): void {
    this.company.setViewer(viewer)
    for (const peer of this.peers) {
      if (peer.user !== viewer.user) continue
      peer.viewer = viewer
      this.send(peer, { t: 'view', viewer, view: this.viewOf(viewer), head: this.company.head })
    }
  }

  private viewOf(viewer: Viewer): string {
    const view = viewKey(viewer)
    this.known.set(view, viewer)
    return view
  }

  private greet(socket: WebSocket): void {
    let peer: Peer | undefined
    // One frame after the other, as the server does.
    let line: Promise<unknown> = Promise.resolve()
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      if (!peer) return
      this.peers.delete(peer)
      this.look(peer, null)
    })
    socket.on('message', data => {
      const frame = clientFrame.parse(JSON.parse(String(data)))
      line = line.then(async () => {
        if (socket.readyState !== socket.OPEN) return
        if (frame.t === 'hello') peer = this.welcome(socket, frame)
        else if (peer) await this.answer(peer, frame)
      })
    })
  }

  private welcome(socket: WebSocket, hello: Extract<ClientFrame, { t: 'hello' }>): Peer | undefined {
    this.asked.push({ frame: hello, device: hello.device })
    if (this.refusal) {
      socket.send(JSON.stringify({ t: 'bye', error: this.refusal } satisfies ServerFrame), () => socket.close())
      return undefined
    }
    const { company } = this
    const viewer = company.viewer(hello.token)
    const peer: Peer = {
      socket,
      user: hello.token,
      device: hello.device,
      viewer,
      told: undefined,
      late: undefined,
      at: null,
    }
    this.peers.add(peer)
    const isBehind = hello.checkpoint && hello.checkpoint.epoch < company.epoch
    this.send(peer, {
      t: 'welcome',
      v: 1,
      company: { id: 'company', name: 'Anadolu Makina A.Ş.', zone: 'Europe/Istanbul' },
      viewer,
      view: this.viewOf(viewer),
      head: company.head,
      heads: company.headsAt(hello.heads),
      time: new Date().toISOString(),
      lease: 86_400,
      answeredSeq: company.answeredSeq(hello.device),
      ...(isBehind && company.restored ? { restored: company.restored } : {}),
    })
    return peer
  }

  private async answer(peer: Peer, frame: Exclude<ClientFrame, { t: 'hello' }>): Promise<void> {
    const { company, chance, faults } = this
    this.asked.push({ frame, device: peer.device })
    if (faults.delay > 0) await wait(chance.int(0, faults.delay))
    if (chance.chance(faults.drop)) return peer.socket.terminate()
    switch (frame.t) {
      case 'push': {
        const answers = company.submit(peer.user, peer.device, frame.entries)
        if (chance.chance(faults.loseAnswer)) peer.socket.terminate()
        this.send(peer, { t: 'answers', id: frame.id, answers })
        return this.publish()
      }
      case 'pull': {
        const page = company.changes(peer.viewer, frame.after, frame.limit)
        this.send(peer, { t: 'page', id: frame.id, ...page })
        peer.told = page.more ? undefined : page.to.number
        return
      }
      case 'snapshot': {
        const earlier = frame.notIn === undefined ? undefined : this.known.get(frame.notIn)
        const page = company.snapshot(peer.viewer, frame.kind, frame.before, frame.limit, earlier)
        this.snapshotRecords += page.states.length
        return this.send(peer, { t: 'snapshotPage', id: frame.id, kind: frame.kind, ...page })
      }
      case 'digest':
        return this.send(peer, {
          t: 'digest',
          id: frame.id,
          kind: frame.kind,
          ...company.digest(peer.viewer, frame.kind),
        })
      case 'views':
        for (const { kind, id } of frame.views) this.views.push({ kind, id, device: peer.device })
        return this.send(peer, { t: 'done', id: frame.id })
      case 'history':
        return this.send(peer, { t: 'history', id: frame.id, rows: [] })
      case 'viewed':
        return this.send(peer, { t: 'viewed', id: frame.id, views: [] })
      case 'presence':
        this.look(peer, frame.at)
        return
      default:
        return frame satisfies never
    }
  }

  /** Tells those who look at the same record, and them only. */
  private look(peer: Peer, at: RecordKey | null): void {
    const say = (to: Peer, about: Peer): void =>
      this.send(to, { t: 'presence', user: about.user, device: about.device, at: about.at })
    const from = peer.at
    peer.at = at
    for (const other of this.peers) {
      if (other === peer || other.at === null) continue
      if (other.at.id === from?.id || other.at.id === at?.id)
        say(other, { ...peer, at: other.at.id === at?.id ? at : null })
      if (other.at.id === at?.id) say(peer, other)
    }
  }

  /** Sends a peer that is live what came since it was told last, with whatever faults chance has in store. */
  private tell(peer: Peer): void {
    const { company, chance, faults } = this
    const { told } = peer
    if (told === undefined || told >= company.head.number) return
    const { states, to } = company.changes(peer.viewer, { epoch: company.epoch, number: told })
    peer.told = to.number
    const text = JSON.stringify({ t: 'live', after: told, states, to } satisfies ServerFrame)
    if (chance.chance(faults.omit)) return
    if (chance.chance(faults.reorder)) {
      peer.late = text
      return
    }
    this.sendText(peer, text)
    if (chance.chance(faults.duplicate)) this.sendText(peer, text)
    if (peer.late !== undefined) this.sendText(peer, peer.late)
    peer.late = undefined
  }

  private send(peer: Peer, frame: ServerFrame): void {
    const sent = this.intercept ? this.intercept(frame) : frame
    if (Array.isArray(sent)) for (const one of sent) this.sendFrame(peer, one)
    else if (sent !== undefined) this.sendFrame(peer, sent)
  }

  private sendFrame(peer: Peer, sent: ServerFrame | string): void {
    if (typeof sent === 'string' || sent.t !== 'snapshotPage') {
      this.sendText(peer, typeof sent === 'string' ? sent : JSON.stringify(sent))
      return
    }
    const { id, ...page } = sent
    const asked = Buffer.alloc(4)
    asked.writeUInt32BE(id)
    peer.socket.send(Buffer.concat([asked, zstdCompressSync(JSON.stringify(page))]), { binary: true })
  }

  private sendText(peer: Peer, text: string): void {
    if (peer.socket.readyState === peer.socket.OPEN) peer.socket.send(text)
  }
}
