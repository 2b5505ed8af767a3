import { WebSocket } from 'ws'
import { AppError, type ErrorCode } from '../../../shared/errors.ts'
import { type ClientFrame, maxFrameBytes, protocolVersion, type ServerFrame } from '../../../shared/sync/protocol.ts'
import { type AnswerTo, createQuestions, type FrameOf, type Question, type QuestionFrame } from './questions.ts'
import { parseServerFrame } from './serverFrames.ts'
import { readSnapshotFrame } from './snapshotFrame.ts'

export type Welcome = FrameOf<'welcome'>
export type Hello = Omit<Extract<ClientFrame, { t: 'hello' }>, 't' | 'v'>
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
  /** Between pings; a server that is silent for two of them is gone. */
  ping: number
}
const usual: LinkTiming = { welcome: 15_000, answer: 60_000, ping: 15_000 }

/** Above this a frame ends the connection instead of being read to its end and ignored. */
const hardLimit = 4 * maxFrameBytes
/** A snapshot page unpacked. */
const pageLimit = 64_000_000

/** Connects and says hello. Rejects with an AppError: the server's `bye`, or network.offline. */
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
  let lastHeard = performance.now()

  const end = (error: AppError): void => {
    if (ending.signal.aborted) return
    clearInterval(pulse)
    clearTimeout(patience)
    ending.abort(error)
    questions.failAll(error)
    reject(error)
    socket.terminate()
  }
  const offline = (reason: string): void => end(new AppError('network.offline', { params: { reason } }))
  const questions = createQuestions({
    send(frame) {
      ending.signal.throwIfAborted()
      socket.send(JSON.stringify(frame))
    },
    patience: times.answer,
    late: question => offline(`no answer to ${question}`),
  })
  const patience = setTimeout(() => offline('no welcome'), times.welcome)
  const pulse = setInterval(() => {
    if (performance.now() - lastHeard > 2 * times.ping) offline('silent')
    else if (socket.readyState === WebSocket.OPEN) socket.ping()
  }, times.ping)

  const link = (welcome: Welcome): Link => ({
    welcome,
    ended: ending.signal,
    ask: questions.ask,
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
    },
    close() {
      if (!ending.signal.aborted) socket.close(1000)
      offline('closed')
    },
  })

  const take = (frame: ServerFrame): void => {
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
  const takeText = (text: string): void => {
    const parsed = parseServerFrame(text)
    if (!parsed.ok) {
      log('frame.ignored', { reason: parsed.reason })
      return
    }
    if (parsed.dropped > 0) log('states.malformed', { frame: parsed.frame.t, dropped: parsed.dropped })
    take(parsed.frame)
  }

  /** It was what we waited for, or a live frame that is missing now: asking again, for less, mends both. */
  const tooLarge = (bytes: number): void => {
    log('frame.ignored', { reason: 'oversize', bytes })
    end(new AppError('input.tooLarge', { params: { limit: maxFrameBytes } }))
  }
  const hear = (): void => {
    lastHeard = performance.now()
  }
  socket.on('message', (data: Buffer, isBinary) => {
    hear()
    if (isBinary) {
      readSnapshotFrame(data, pageLimit)
        .then(takeText)
        .catch(thrown => {
          log('frame.ignored', { reason: String(thrown) })
          if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_BUFFER_TOO_LARGE') tooLarge(pageLimit)
        })
    } else if (data.length > maxFrameBytes) tooLarge(data.length)
    else takeText(data.toString('utf8'))
  })
  socket.on('pong', hear)
  socket.on('ping', hear)
  socket.on('open', () => {
    hear()
    socket.send(JSON.stringify({ t: 'hello', v: protocolVersion, ...hello } satisfies ClientFrame))
  })
  socket.on('unexpected-response', (_request, response) => {
    response.resume()
    const code = refusals[response.statusCode ?? 0] ?? 'network.offline'
    end(new AppError(code, { params: { reason: `HTTP ${response.statusCode}` } }))
  })
  closing?.addEventListener('abort', () => offline('closed'), { signal: ending.signal })
  socket.on('error', error => offline(error.message))
  socket.on('close', (code, reason) => offline(`closed ${code} ${reason.toString('utf8')}`.trim()))
  return promise
}

const byeParams = ({ error, minimumClient }: FrameOf<'bye'>): Record<string, string | number> => ({
  ...error.params,
  ...(minimumClient === undefined ? {} : { minimumClient }),
})

const refusals: Record<number, ErrorCode> = {
  401: 'auth.required',
  403: 'permission.denied',
  426: 'client.tooOld',
  429: 'rate.limited',
  503: 'server.unavailable',
}
