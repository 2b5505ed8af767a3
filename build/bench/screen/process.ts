import { openShell, type Shell } from '../../../desktop/browser/shell.ts'
import { type OpenCore, openCore } from '../../../desktop/core/core.ts'
import { fileKeyStore } from '../../../desktop/core/session/keyStore.ts'
import { uuidv7 } from '../../../shared/ids.ts'
import { plainToRichText } from '../../../shared/richText.ts'
import { serve } from '../remote/serve.ts'
import { keysFile } from './profile.ts'

/** The browser shell with its core in a process of its own: what `npm run desktop` is, asked by IPC. */
let open: { core: OpenCore; shell: Shell } | undefined

const core = () => {
  if (!open) throw new Error('the desktop is not open')
  return open.core.core
}

const handlers = {
  /** Gives the address that lets a browser in. */
  async open({ profile, renderer, server }: { profile: string; renderer: string; server: string }) {
    const opened = await openCore({
      profile,
      server,
      keys: fileKeyStore(keysFile(profile)),
      log: process.env['PERGEL_BENCH_TALK'] ? console.error : () => {},
    })
    const shell = await openShell({ core: opened.core, download: opened.download, files: renderer, port: 0 })
    open = { core: opened, shell }
    return shell.url
  },
  /** Gives the newest record of a kind what a record has after some months: people, and notes about it. */
  async live(kind: string) {
    const newest = { kind, filters: [], sort: { field: 'createdAt', descending: true }, archived: 'without' as const }
    const { rows } = await core().call('records.list', { query: newest, offset: 0, limit: 1 })
    const [parent] = rows
    if (!parent) throw new Error(`there is no ${kind}`)
    const below = [
      ...Array.from({ length: 5 }, (_, n) => ['contact', { firstName: 'Ayşe', lastName: `Yılmaz ${n}` }] as const),
      ...Array.from(
        { length: 10 },
        (_, n) => ['note', { body: plainToRichText(`Görüşme ${n}: fiyat bekliyor.`) }] as const,
      ),
    ]
    for (const [child, values] of below) {
      const set = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
      const hangsOn = { value: { kind, id: parent.id } }
      await core().call('records.save', { kind: child, id: uuidv7(), create: true, set: { ...set, parent: hangsOn } })
    }
    return parent.id
  },
  async close() {
    const closing = open
    open = undefined
    await closing?.shell.close()
    await closing?.core.close()
  },
}
export type BenchScreen = typeof handlers

serve(handlers, () => handlers.close())
