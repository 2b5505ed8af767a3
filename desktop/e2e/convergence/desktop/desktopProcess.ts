// The clock first: see there.
import { AppError } from '../../../../shared/errors.ts'
import { random } from '../../../../shared/testing/random.ts'
import { openWorkspace } from '../../../core/openWorkspace.ts'
import { openReader, type Reader } from '../../../core/storage/database.ts'
import { serveOrders } from '../childProcess.ts'
import type { DesktopSettings, Done, OrderName, Orders } from '../orders.ts'
import { setSkew } from './clock.ts'
import type { Desk } from './deed.ts'
import { deeds } from './deeds.ts'
import { dumpOf, idsIn, integrityOfFile, stateOf } from './dump.ts'

/** One desktop's core in a process of its own, as the simulation wants it: orders in, answers out. */
let desk: Desk | undefined
let reader: Reader | undefined
let file: { file: string; key: Buffer } | undefined
let token: string | undefined

const opened = (): { desk: Desk; reader: Reader } => {
  if (!desk || !reader) throw new Error('the desktop is not open')
  return { desk, reader }
}

const handlers: { [N in OrderName]: (args: Orders[N]['args']) => Orders[N]['answer'] | Promise<Orders[N]['answer']> } =
  {
    async open(settings) {
      setSkew(settings.skew)
      const work = await open(settings)
      file = { file: settings.file, key: Buffer.from(settings.keyHex, 'hex') }
      const own = openReader(file)
      reader = own
      desk = { work, ids: kind => idsIn(own, kind), forms: [] }
      return stateOf(work, own)
    },
    act: ({ deed, chance }) => act(deed, chance),
    state: () => stateOf(opened().desk.work, opened().reader),
    dump({ whole }) {
      const dump = dumpOf(opened().desk.work, opened().reader)
      return whole && file ? { ...dump, integrity: integrityOfFile(file) } : dump
    },
    kick() {
      opened().desk.work.sync.kick()
      return {}
    },
    signIn(given) {
      token = given.token
      opened().desk.work.sync.kick()
      return {}
    },
    async compare() {
      await opened().desk.work.sync.compare()
      return {}
    },
    skew({ ms }) {
      setSkew(ms)
      return {}
    },
    async close() {
      reader?.close()
      await desk?.work.close()
      return {}
    },
  }

const orders = serveOrders((order, args) => handlers[order as OrderName](args as never))

const open = ({ file, keyHex, server, device, user, ...settings }: DesktopSettings) => {
  token = settings.token
  return openWorkspace({
    file,
    key: Buffer.from(keyHex, 'hex'),
    server,
    token: () => token,
    deviceId: device,
    user,
    zone: 'Europe/Istanbul',
    log(event, details) {
      orders.notice({ event, details })
      // What the copies are at this very moment: they are mended next.
      if (event === 'digest.differs' && desk && reader) orders.notice({ dump: dumpOf(desk.work, reader) })
    },
    connection: {
      // A stalled network is noticed within a second, so that a run of a minute meets many of them.
      timing: { welcome: 3_000, answer: 6_000, ping: 700 },
      waits: { first: 30, soon: 200, late: 200 },
    },
  })
}

/** What core refuses is an answer; anything else that is thrown is a bug. */
function act(deed: keyof typeof deeds, chance: string): Done {
  const { work } = opened().desk
  try {
    const done = deeds[deed](opened().desk, random(chance))
    const entries = done ? work.outbox.operation(done.operation) : []
    return { entries: entries.map(({ entry: { id, seq, label } }) => ({ id, seq, label })) }
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code !== 'internal') return { entries: [], refused: thrown.code }
    throw thrown
  }
}
