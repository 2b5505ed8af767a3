import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { uuidv7 } from '../../../shared/ids.ts'
import type { Entry } from '../../../shared/record.ts'
import type { Answer, ServerFrame } from '../../../shared/sync/protocol.ts'

/** A desktop that only writes: one entry after the other, each offered again until it has an answer. */
export interface LightClient {
  /** What was answered, by the id of the record it made. */
  readonly acknowledged: Map<string, Answer>
  /** Entries offered more than once. */
  readonly repeated: number
  /** Codes of the goodbyes it was told. */
  readonly byes: string[]
  stop(): Promise<void>
}

export function startLightClient(settings: { url: string; token: string; device: string; name: string }): LightClient {
  const acknowledged = new Map<string, Answer>()
  const byes: string[] = []
  let [seq, repeated, isStopping] = [0, 0, false]

  const entryOf = (id: string): Entry => ({
    ...{ seq: ++seq, id: uuidv7(), operation: uuidv7(), label: 'create', after: [], at: new Date().toISOString() },
    patches: [
      {
        ...{ kind: 'lead', id, create: true },
        set: {
          companyName: { value: `${settings.name} ${seq}` },
          phone: { value: '+905321234567' },
          source: { value: 'fair' },
          status: { value: 'new' },
        },
      },
    ],
  })

  const work = (async () => {
    let line: Line | undefined
    while (!isStopping) {
      const record = uuidv7()
      const entry = entryOf(record)
      for (let tries = 0; ; tries++) {
        try {
          line ??= await openLine(settings)
          const [answer] = await line.push(entry)
          if (answer) acknowledged.set(record, answer)
          if (tries > 0) repeated++
          break
        } catch (thrown) {
          if (thrown instanceof Goodbye) byes.push(thrown.message)
          line?.close()
          line = undefined
          await delay(30 + Math.random() * 200)
        }
      }
      await delay(Math.random() * 30)
    }
    line?.close()
  })()

  return {
    acknowledged,
    byes,
    get repeated() {
      return repeated
    },
    stop: () => {
      isStopping = true
      return work
    },
  }
}

class Goodbye extends Error {}

interface Line {
  push(entry: Entry): Promise<Answer[]>
  close(): void
}

/** Rejects, and so does everything that waits for an answer, when the line ends. */
async function openLine({ url, token, device }: { url: string; token: string; device: string }): Promise<Line> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sync`)
  const ended = Promise.withResolvers<never>()
  ended.promise.catch(() => {})
  const welcome = Promise.withResolvers<void>()
  const asked = new Map<number, (answers: Answer[]) => void>()
  let id = 0
  socket.on('open', () => socket.send(JSON.stringify({ t: 'hello', v: 1, token, device, heads: [] })))
  socket.on('message', data => {
    const frame = JSON.parse(String(data)) as ServerFrame
    if (frame.t === 'welcome') welcome.resolve()
    else if (frame.t === 'answers') asked.get(frame.id)?.(frame.answers)
    else if (frame.t === 'bye') ended.reject(new Goodbye(frame.error.code))
    else if (frame.t === 'error') ended.reject(new Error(frame.error.code))
  })
  socket.on('error', error => ended.reject(error))
  socket.on('close', () => ended.reject(new Error('closed')))
  await Promise.race([welcome.promise, ended.promise])
  return {
    push: entry => {
      const answer = new Promise<Answer[]>(resolve => asked.set(++id, resolve))
      socket.send(JSON.stringify({ t: 'push', id, entries: [entry] }))
      return Promise.race([answer, ended.promise])
    },
    close: () => socket.terminate(),
  }
}
