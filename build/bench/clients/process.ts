import { uuidv7 } from '../../../shared/ids.ts'
import type { Entry, Patch } from '../../../shared/record.ts'
import type { Answer } from '../../../shared/sync/protocol.ts'
import { serve } from '../remote/serve.ts'
import { type Client, startClient } from './client.ts'
import { frameReader } from './frames.ts'

/** Simulated desktops in a process of their own. Times are of the machine's monotonic clock, in milliseconds. */
const clients: Client[] = []
const seqs = new Map<Client, number>()
const read = frameReader()
/** What `edits` last wrote, by record. */
const values = new Map<string, string>()
/** When each client was shown something live, for those who measure: [client, number, time]. */
let moves: [number, number, number][] = []
const clock = (): number => Number(process.hrtime.bigint()) / 1e6

export interface Act {
  label: string
  patches: Patch[]
}

async function push(client: number, acts: readonly Act[]): Promise<Answer[]> {
  const by = clients[client]
  if (!by) throw new Error(`there is no client ${client}`)
  let seq = seqs.get(by) ?? 0
  const entries: Entry[] = acts.map(({ label, patches }) => ({
    seq: ++seq,
    id: uuidv7(),
    operation: uuidv7(),
    label,
    after: [],
    at: new Date().toISOString(),
    patches,
  }))
  seqs.set(by, seq)
  const answers = await by.push(entries)
  const bad = answers.find(answer => answer.status !== 'accepted')
  if (bad || answers.length !== entries.length) throw new Error(`not accepted: ${JSON.stringify(bad)}`)
  return answers
}
const numberOf = (answer: Answer | undefined): number => (answer && 'number' in answer ? answer.number : 0)

const handlers = {
  /** Gives the index of the first of them. */
  connect(url: string, people: { token: string; device: string }[], checkpoint: { epoch: number; number: number }) {
    const first = clients.length
    for (const [i, { token, device }] of people.entries())
      clients.push(
        startClient({
          ...{ url, token, device, checkpoint, read },
          moved: (number, shown) => void (shown > 0 && moves.push([first + i, number, clock()])),
        }),
      )
    return first
  },
  /** Resolves with the time when all clients (or these) are live at this number or beyond. */
  async reached(number: number, limitMs: number, only?: number[]) {
    const end = clock() + limitMs
    const meant = only ? clients.filter((_, i) => only.includes(i)) : clients
    while (meant.some(client => !client.isLive || client.told < number)) {
      if (clock() > end) {
        const behind = meant.filter(client => !client.isLive || client.told < number)
        throw new Error(`${behind.length} of ${clients.length} clients did not reach ${number} in ${limitMs} ms`)
      }
      await new Promise(resolve => setTimeout(resolve, 2))
    }
    return clock()
  },
  /** How many of these records each client was shown, and how many it was told are gone. */
  counts(ids: string[]) {
    return clients.map(client => {
      const held = client.held()
      let [shown, gone] = [0, 0]
      for (const id of ids) {
        const number = held.get(id)
        if (number !== undefined) number < 0 ? gone++ : shown++
      }
      return { shown, gone }
    })
  },
  received: () => clients.map(({ received }) => ({ ...received })),
  forget() {
    moves = []
    for (const client of clients) client.forget()
  },
  moves: () => moves,
  clock,

  /** Pushes acts as one batch; gives the highest number and when it was sent and answered. */
  async act(client: number, acts: Act[]) {
    const sent = clock()
    const answers = await push(client, acts)
    return { sent, answered: clock(), number: Math.max(...answers.map(numberOf)) }
  },
  /** Pushes batches of acts one after the other, as one device does. */
  async batches(client: number, all: Act[][]) {
    const started = clock()
    let number = 0
    for (const acts of all) number = Math.max(number, ...(await push(client, acts)).map(numberOf))
    return { ms: clock() - started, number }
  },
  /** Each client changes records of its own one at a time for this long; gives how many, and each answer's time. */
  async edits(work: { client: number; ids: string[] }[], kind: string, field: string, ms: number) {
    const end = clock() + ms
    const times: number[] = []
    const started = clock()
    await Promise.all(
      work.map(async ({ client, ids }) => {
        for (let i = 0; clock() < end; i++) {
          const id = ids[i % ids.length] ?? ''
          const base = values.get(id)
          const from = clock()
          const value = `${i} ${from.toFixed(3)}`
          values.set(id, value)
          await push(client, [{ label: 'edit', patches: [edit({ kind, id }, field, base, value)] }])
          times.push(clock() - from)
        }
      }),
    )
    return { count: times.length, ms: clock() - started, times }
  },
  /** One client edits a record so many times, this far apart; gives number and time of each acknowledgement. */
  async edited(client: number, ids: string[], kind: string, field: string, everyMs: number) {
    const answered: { number: number; at: number; took: number }[] = []
    const first = clock()
    for (const [i, id] of ids.entries()) {
      await new Promise(resolve => setTimeout(resolve, Math.max(0, first + i * everyMs - clock())))
      const sent = clock()
      const [answer] = await push(client, [
        { label: 'edit', patches: [edit({ kind, id }, field, undefined, `${i} ${sent}`)] },
      ])
      const at = clock()
      answered.push({ number: numberOf(answer), at, took: at - sent })
    }
    return answered
  },
  disconnect() {
    for (const client of clients) client.close()
    clients.length = 0
    moves = []
  },
}
export type BenchClients = typeof handlers

const edit = (key: { kind: string; id: string }, field: string, base: unknown, value: unknown): Patch => ({
  ...key,
  set: { [field]: { ...(base === undefined ? {} : { base }), value } },
})

serve(handlers, async () => handlers.disconnect())
