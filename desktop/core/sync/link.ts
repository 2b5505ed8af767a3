import { WebSocket } from 'ws'
import { AppError, asAppError } from '../../../shared/errors.ts'
import { type ClientFrame, maxFrameBytes, protocolVersion } from '../../../shared/sync/protocol.ts'
import type { ConnectionReason } from '../api/troubles.ts'
import { networkReason } from './networkReason.ts'
import { type AnswerTo, createQuestions, type FrameOf, type Question, type QuestionFrame } from './questions.ts'
import { refusedUpgrade } from './refusedUpgrade.ts'
import { type ParsedFrame, parsePage, parseServerFrame, type ReadFrame } from './serverFrames.ts'
import { readSnapshotFrame } from './snapshotFrame.ts'

export type Welcome = FrameOf<'welcome'>
export type Hello = Omit<Extract<ClientFrame, { t: 'hello' }>, 't' | 'v' | 'unpacks'>
/** Frames that answer no question. */
export type News = FrameOf<'live'> | FrameOf<'presence'> | FrameOf<'view'>

/** One connection, from its welcome to its end. */
export interface Link {
  readonly welcome: Welcome
  /** Aborted when the connection has ended, with an AppError as the reason. */
  readonly ended: AbortSignal
  /** Rejects with the server's error, or with the connection's end where that comes before the answer. */
  ask<Q extends Question>(question: QuestionFrame<Q>): Promise<AnswerTo<Q>>
  /** Nothing waits for it; lost with the connection. */
  send(frame: Extract<ClientFrame, { t: 'presence' }>): void
  /** Asks whether the other side still hears us, and ends the link where it soon says nothing: after sleep, for one. */
  check(): void
  close(): void
}

export interface LinkSettings {
  /** ws:// or wss:// address of the server's /sync. */
  url: string
  hello: Hello
  news(frame: News): void
  log(event: string, details?: Record<string, unknown>): void
  timing?: Partial<LinkTiming>
  /** Ends the link, also one that is only being made. */
  closing?: AbortSignal
}

/** All in milliseconds. */
export interface LinkTiming {
  /** Until the welcome. */
  welcome: number
  /** Until an answer; a first snapshot page of a large kind may take its time. */
  answer: number
  /** Between pings; a server that says nothing for two thirds of it after one is gone. */
  ping: number
}
const usual: LinkTiming = { welcome: 15_000, answer: 60_000, ping: 15_000 }

/** Above this a frame ends the connection instead of being read to its end and ignored. */
const hardLimit = 4 * maxFrameBytes
/** A snapshot page unpacked. */
const pageLimit = 64_000_000

/**
 * Connects and says hello. Rejects with an AppError: the server's `bye`, or network.offline or server.unavailable with one
 * of the closed reasons in `params`.
 */
export function openLink({ url, hello, news, log, timing, closing }: LinkSettings): Promise<Link> {
  const times = { ...usual, ...timing }
  const { promise, resolve, reject } = Promise.withResolvers<Link>()
  const ending = new AbortController()
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    maxPayload: hardLimit,
    handshakeTimeout: times.welcome,
  })
  let isWelcome = false
  /** Something came that is no frame of ours: whoever is there speaks another protocol. */
  let isStrange = false
  /** A ping is out, and since how many ticks nothing has been heard. */
  let isAsked = false
  let missed = 0
  let ticks = 0

  const end = (error: AppError): void => {
    if (ending.signal.aborted) return
    clearInterval(pulse)
    clearTimeout(patience)
    ending.abort(error)
    questions.failAll(error)
    reject(error)
    socket.terminate()
  }
  const offline = (reason: ConnectionReason): void => {
    const code = reason === 'notPergel' || reason === 'stopping' ? 'server.unavailable' : 'network.offline'
    end(new AppError(code, { params: { reason } }))
  }
  const questions = createQuestions({
    send(frame) {
      ending.signal.throwIfAborted()
      socket.send(JSON.stringify(frame))
    },
    patience: times.answer,
    late: question => {
      log('question.late', { question })
      offline('silent')
    },
  })
  const patience = setTimeout(() => offline(isStrange ? 'notPergel' : 'timeout'), times.welcome)
  const ask = (): void => {
    if (isAsked || socket.readyState !== WebSocket.OPEN) return
    isAsked = true
    missed = 0
    socket.ping()
  }
  // Two ticks, not one: a process that was busy or asleep finds the first one due before it has read what has come.
  const pulse = setInterval(() => {
    ticks++
    if (!isAsked) return ticks % 3 === 0 ? ask() : undefined
    if (++missed >= 2) offline('silent')
  }, times.ping / 3)

  const link = (welcome: Welcome): Link => ({
    welcome,
    ended: ending.signal,
    ask: questions.ask,
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
    },
    check: ask,
    close() {
      if (!ending.signal.aborted) socket.close(1000)
      offline('cut')
    },
  })

  const take = (frame: ReadFrame): void => {
    const { t } = frame
    if (t === 'bye') end(new AppError(frame.error.code, { params: byeParams(frame) }))
    else if (isWelcome && (t === 'live' || t === 'presence' || t === 'view')) news(frame)
    else if (!isWelcome && t === 'welcome') {
      isWelcome = true
      clearTimeout(patience)
      resolve(link(frame))
    } else if (!questions.take(frame)) {
      log('frame.ignored', { frame: t, reason: t === 'error' ? frame.error.code : 'nothing waits for it' })
    }
  }
  const takeParsed = (parsed: ParsedFrame): void => {
    if (!parsed.ok) {
      isStrange = true
      log('frame.ignored', { reason: parsed.reason })
      return
    }
    if (parsed.dropped > 0) log('states.malformed', { frame: parsed.frame.t, dropped: parsed.dropped })
    try {
      take(parsed.frame)
    } catch (thrown) {
      // Nobody knows what of the frame was taken: a new connection begins where the file is.
      log('frame.failed', { reason: String(thrown) })
      end(asAppError(thrown))
    }
  }

  /** It was what we waited for, or a live frame that is missing now: asking again, for less, mends both. */
  const tooLarge = (bytes: number): void => {
    log('frame.ignored', { reason: 'oversize', bytes })
    end(new AppError('input.tooLarge', { params: { limit: maxFrameBytes } }))
  }
  const hear = (): void => {
    isAsked = false
    missed = 0
  }
  const readPacked = async (data: Buffer): Promise<ParsedFrame> => {
    const { id, text } = await readSnapshotFrame(data, pageLimit)
    return parsePage(text, id)
  }
  /** Frames are taken in the order in which they came, and unpacked one at a time: those behind one wait for it. */
  let line: Promise<void> | undefined
  const inTurn = (read: () => Promise<ParsedFrame>): void => {
    const mine = waitAndTake(read, line).finally(() => {
      if (line === mine) line = undefined
    })
    line = mine
  }
  /** Never rejects: whoever stands behind it would not be taken. */
  const waitAndTake = async (read: () => Promise<ParsedFrame>, before: Promise<void> | undefined): Promise<void> => {
    await before
    if (ending.signal.aborted) return
    const frame = await read().catch(unreadable)
    if (frame && !ending.signal.aborted) takeParsed(frame)
  }
  const unreadable = (thrown: unknown): undefined => {
    log('frame.ignored', { reason: String(thrown) })
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_BUFFER_TOO_LARGE') tooLarge(pageLimit)
  }
  socket.on('message', (data: Buffer, isBinary) => {
    // What had come in one piece with the last word: whoever would take it is being put away.
    if (ending.signal.aborted) return
    hear()
    if (isBinary) inTurn(() => readPacked(data))
    else if (data.length > maxFrameBytes) tooLarge(data.length)
    else if (line) inTurn(async () => parseServerFrame(data.toString('utf8')))
    else takeParsed(parseServerFrame(data.toString('utf8')))
  })
  socket.on('pong', hear)
  socket.on('ping', hear)
  socket.on('open', () => {
    hear()
    socket.send(JSON.stringify({ t: 'hello', v: protocolVersion, unpacks: true, ...hello } satisfies ClientFrame))
  })
  socket.on('unexpected-response', (_request, response) => {
    clearTimeout(patience)
    void refusedUpgrade(url, response).then(end)
  })
  closing?.addEventListener('abort', () => offline('cut'), { signal: ending.signal })
  socket.on('error', error => {
    log('link.failed', { code: (error as NodeJS.ErrnoException).code ?? error.name })
    offline(networkReason(error))
  })
  socket.on('close', code => {
    const close = (): void => offline(leaving.has(code) ? 'stopping' : 'cut')
    // The server's last word may still wait.
    if (line) void line.then(close)
    else close()
  })
  return promise
}

const byeParams = ({ error, minimumClient }: FrameOf<'bye'>): Record<string, string | number> => ({
  ...error.params,
  ...(minimumClient === undefined ? {} : { minimumClient }),
})

/** A server, or the proxy before it, that goes away in order: going away, service restart, try again later. */
const leaving: ReadonlySet<number> = new Set([1001, 1012, 1013])
