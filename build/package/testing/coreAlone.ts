import { join } from 'node:path'
import { openCore } from '../../../desktop/core/core.ts'
import { fileKeyStore } from '../../../desktop/core/session/keyStore.ts'
import { testWorkspace } from '../../../desktop/core/testing/testWorkspace.ts'

/** Core as the app has it, in a bundle: a profile opened, a call answered, and a list made by the reader thread. */
async function main([profile = '']: string[]) {
  const keys = fileKeyStore(join(profile, 'keys.json'))
  const { core, close } = await openCore({ profile, server: 'http://127.0.0.1:9', keys, log: () => {} })
  const { state } = await core.call('session.state', {})
  await close()

  const { work, viewer, make, close: closeWork } = await testWorkspace()
  make('customer', { companyName: 'İnci Makina', owner: viewer.user })
  make('customer', { companyName: 'Çınar Tekstil', owner: viewer.user })
  const sort = { field: 'title', descending: false }
  const { rows } = await work.lists.window({ kind: 'customer', filters: [], sort, archived: 'without' }, { limit: 10 })
  await closeWork()
  console.log(JSON.stringify({ state, titles: rows.map(({ title }) => title) }))
}

void main(process.argv.slice(2))
