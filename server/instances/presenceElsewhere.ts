import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { type RecordKey, recordKey, uuid } from '../../shared/record.ts'
import { isDatabaseAway } from '../db/away.ts'
import type { Database } from '../db/database.ts'
import type { CompanySync } from '../sync/companies.ts'
import type { Looker } from '../sync/presence.ts'

/** How often an instance says that it is there, and after how long a silence it is not; milliseconds. */
const aliveMs = 20_000
const goneMs = 65_000
/** PostgreSQL takes payloads below 8,000 bytes. */
const mostInOne = 35
const channel = 'pergel_presence'

const message = z.object({
  i: uuid,
  /** It is new here, or has not listened for a while: everybody shall say who looks at what. */
  asks: z.boolean().optional(),
  ends: z.boolean().optional(),
  c: uuid.optional(),
  at: z.array(z.tuple([uuid, uuid, recordKey.nullable()])).optional(),
})
type Message = Omit<z.infer<typeof message>, 'i'>

export interface PresenceElsewhere {
  /** Somebody here moved. */
  announce: (company: string, who: Looker, at: RecordKey | null) => void
  /** After a loss of the database, too: says that we are here and asks for what was missed. */
  listen: () => Promise<void>
  close: () => Promise<void>
}

/**
 * Tells the other instances on the database who looks at which record, and hears them, by notifications that are stored
 * nowhere. An instance that is alone says nothing but that it is there.
 */
export function presenceElsewhere(options: {
  database: Database
  /** The companies that somebody is connected to here. */
  companies: { live(id: string): CompanySync | undefined; all(): CompanySync[] }
  onError: (error: unknown) => void
  now?: () => number
}): PresenceElsewhere {
  const { database, companies, onError, now = Date.now } = options
  const self = randomUUID()
  const heardAt = new Map<string, number>()
  let listening: { unlisten: () => Promise<void> } | undefined
  /** In order: a device that went somewhere and left must not arrive after it left. */
  let line: Promise<unknown> = Promise.resolve()
  let hearing: Promise<unknown> = Promise.resolve()

  const say = (text: Message): Promise<unknown> => {
    const payload = JSON.stringify({ i: self, ...text })
    line = line
      .then(() => database.sql`select pg_notify(${channel}, ${payload})`)
      // Who looks at what is a courtesy: without a database there is nobody to tell it.
      .catch(error => isDatabaseAway(error) || onError(error))
    return line
  }
  const sayAll = (): void => {
    for (const { id, presence } of companies.all()) {
      const all = presence.here().map(({ who, at }): [string, string, RecordKey] => [who.user, who.device, at])
      for (let i = 0; i < all.length; i += mostInOne) void say({ c: id, at: all.slice(i, i + mostInOne) })
    }
  }
  const forget = (instance: string): void => {
    heardAt.delete(instance)
    for (const { presence } of companies.all()) presence.forget(instance)
  }

  const take = (payload: string): void => {
    const parsed = message.safeParse(JSON.parse(payload))
    if (!parsed.success || parsed.data.i === self) return
    const { i, asks, ends, c, at = [] } = parsed.data
    if (ends) {
      forget(i)
      return
    }
    const isNew = !heardAt.has(i)
    heardAt.set(i, now())
    if (asks) void say({})
    // One that was silent for long has forgotten us as we have forgotten it.
    if (asks || isNew) sayAll()
    const company = c === undefined ? undefined : companies.live(c)
    if (company)
      for (const [user, device, to] of at)
        hearing = hearing.then(() => hear(company, i, { user, device }, to)).catch(onError)
  }

  const beat = setInterval(() => {
    for (const [instance, at] of heardAt) if (now() - at > goneMs) forget(instance)
    void say({})
  }, aliveMs)
  beat.unref()

  return {
    announce: (company, { user, device }, at) => {
      if (heardAt.size > 0) void say({ c: company, at: [[user, device, at && { kind: at.kind, id: at.id }]] })
    },
    listen: async () => {
      listening = await database.sql.listen(
        channel,
        payload => {
          try {
            take(payload)
          } catch (error) {
            onError(error)
          }
        },
        () => void say({ asks: true }),
      )
    },
    close: async () => {
      clearInterval(beat)
      // Without a database nobody hears it, and the end must not wait for one.
      await Promise.race([
        say({ ends: true }).then(() => listening?.unlisten()),
        delay(2000, undefined, { ref: false }),
      ])
    },
  }
}

/** Whoever looked at the record before may have lost sight of it since, and is told no more. */
async function hear(
  { presence, reads }: CompanySync,
  instance: string,
  who: Looker,
  to: RecordKey | null,
): Promise<void> {
  if (to)
    for (const here of presence.lookersAt(to))
      if (!(await reads.isVisible(here.viewer, to.kind, to.id))) presence.move(here, null)
  presence.heard(instance, who, to)
}
