import { WebSocket } from 'ws'
import { createBackoff } from '../../../desktop/core/sync/backoff.ts'
import { visibleKinds } from '../../../desktop/core/sync/viewChange.ts'
import { rightsOf, type Viewer } from '../../../shared/permissions/viewer.ts'
import type { Entry } from '../../../shared/record.ts'
import { type Answer, protocolVersion } from '../../../shared/sync/protocol.ts'
import type { LightFrame } from './frames.ts'

export interface ClientSettings {
  url: string
  token: string
  device: string
  /** Where its copies stand: it holds everything up to here. */
  checkpoint: { epoch: number; number: number }
  read(bytes: Buffer, isBinary: boolean): LightFrame
  /** A live frame with so many records, or the last page of a catching up (0), moved it to this number. */
  moved(number: number, shown: number): void
}

/**
 * A desktop as the server sees it: says hello, asks for pages until it is live, follows live frames, changes its view
 * when told to, comes back as core does. Of the records it keeps only which it was shown and at which number.
 */
export interface Client {
  readonly told: number
  readonly isLive: boolean
  /** Records shown since it began, by the number they were shown at; below zero for gone. */
  held(): Map<string, number>
  /** As if it had been shown nothing yet. */
  forget(): void
  readonly received: { states: number; bytes: number; gaps: number }
  push(entries: Entry[]): Promise<Answer[]>
  close(): void
}

export function startClient(settings: ClientSettings): Client {
  const { url, token, device, read } = settings
  // Shared with all who were shown the same. What it holds is worked out when somebody asks: done with each frame, it took
  // more of the machine than the server.
  let shown: LightFrame['states'][] = []
  const received = { states: 0, bytes: 0, gaps: 0 }
  const backoff = createBackoff({ random: Math.random, first: 500, soon: 5_000, late: 30_000, patience: 60 })
  let { epoch, number: told } = settings.checkpoint
  let view: string | undefined
  let viewer: Viewer | undefined
  let socket: WebSocket | undefined
  let isLive = false
  let isClosed = false
  let lastId = 0
  let work: Promise<void> = Promise.resolve()
  const asked = new Map<number, (frame: LightFrame) => void>()

  const ask = (frame: object): Promise<LightFrame> =>
    new Promise(resolve => {
      const id = ++lastId
      asked.set(id, resolve)
      socket?.send(JSON.stringify({ ...frame, id }))
    })

  const take = ({ states, to }: LightFrame): void => {
    received.states += states.length
    if (states.length > 0) shown.push(states)
    if (!to) return
    epoch = to.epoch
    told = to.number
  }

  const catchUp = async (): Promise<void> => {
    isLive = false
    for (;;) {
      const page = await ask({ t: 'pull', after: { epoch, number: told }, limit: 500 })
      if (page.error) {
        // The rights changed while the page was read; the view frame that says so has its own catching up.
        if (page.error === 'server.unavailable') continue
        throw new Error(`pull: ${page.error}`)
      }
      take(page)
      if (!page.more) break
    }
    isLive = true
    settings.moved(told, 0)
  }

  /** Loads what the new view shows and the old one did not, kind by kind, as core does. */
  const become = async (next: Viewer, nextView: string, start: { epoch: number; number: number }): Promise<void> => {
    const before = viewer
    const notIn = view
    ;[viewer, view] = [next, nextView]
    if (!before || notIn === undefined || notIn === nextView) return
    isLive = false
    for (const kind of visibleKinds(next)) {
      const [old, now] = [rightsOf(before, kind), rightsOf(next, kind)]
      if (old.see === now.see && JSON.stringify(old.fields) === JSON.stringify(now.fields)) continue
      for (let below: string | undefined, isMore = true; isMore; ) {
        const question = { t: 'snapshot', kind, start, limit: 1000, notIn, ...(below ? { before: below } : {}) }
        const page = await ask(question)
        if (page.error) throw new Error(`snapshot: ${page.error}`)
        take({ ...page, t: 'snapshotPage' })
        below = page.next
        isMore = below !== undefined
      }
    }
    await catchUp()
  }

  const onFrame = (frame: LightFrame): void => {
    if (frame.id !== undefined) {
      const resolve = asked.get(frame.id)
      asked.delete(frame.id)
      resolve?.(frame)
    } else if (frame.t === 'welcome' && frame.viewer && frame.view !== undefined) {
      const { viewer: first, view: firstView } = frame
      work = work.then(() => become(first, firstView, { epoch, number: told })).then(catchUp, fail)
      backoff.reset()
    } else if (frame.t === 'live' && isLive) {
      if ((frame.after ?? 0) > told) {
        received.gaps++
        isLive = false
        work = work.then(catchUp, fail)
      } else if ((frame.to?.number ?? 0) > told) {
        take(frame)
        settings.moved(told, frame.states.length)
      }
    } else if (frame.t === 'view' && frame.viewer && frame.view !== undefined && frame.head) {
      const { viewer: next, view: nextView, head } = frame
      isLive = false
      const { epoch, number } = head
      work = work.then(() => become(next, nextView, { epoch, number })).catch(fail)
    }
  }
  const fail = (error: unknown): void => {
    if (!isClosed) console.error(error)
    socket?.terminate()
  }

  const connect = (): void => {
    const mine = new WebSocket(`${url.replace('http', 'ws')}/sync`, {
      perMessageDeflate: false,
      maxPayload: 64_000_000,
    })
    socket = mine
    mine.on('open', () => {
      const hello = {
        t: 'hello',
        v: protocolVersion,
        token,
        device,
        heads: [],
        unpacks: true,
        checkpoint: { epoch, number: told },
      }
      mine.send(JSON.stringify(view === undefined ? hello : { ...hello, view }))
    })
    mine.on('message', (data: Buffer, isBinary) => {
      received.bytes += data.length
      onFrame(read(data, isBinary))
    })
    mine.on('error', () => {})
    mine.on('close', () => {
      isLive = false
      asked.clear()
      work = Promise.resolve()
      if (!isClosed) setTimeout(connect, backoff.next())
    })
  }
  connect()

  return {
    get told() {
      return told
    },
    get isLive() {
      return isLive
    },
    held() {
      const held = new Map<string, number>()
      for (const { id, number, gone } of shown.flat()) held.set(id, gone ? -number : number)
      return held
    },
    forget() {
      shown = []
    },
    received,
    async push(entries) {
      const { answers = [], error } = await ask({ t: 'push', entries })
      if (error) throw new Error(`push: ${error}`)
      return answers
    },
    close() {
      isClosed = true
      socket?.close()
    },
  }
}
