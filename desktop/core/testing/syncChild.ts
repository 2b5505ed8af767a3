import { random } from '../../../shared/testing/random.ts'
import { openTestDesktop } from './testDesktop.ts'

/**
 * A desktop in a process of its own, to be killed: works without pause and writes a line for each action that it was
 * told is kept. Arguments: url, user, device, file, seed.
 */
const [url = '', user = '', device = '', file = '', seed = ''] = process.argv.slice(2)
const chance = random(`child ${seed}`)
const desktop = await openTestDesktop({ url, user, device, file, pageSize: 20 })
process.stdout.write('open\n')
process.on('disconnect', () => process.exit())

const own: string[] = []
for (;;) {
  if (own.length > 0 && chance.chance(0.5)) {
    const id = chance.pick(own)
    if (desktop.shown(id)) desktop.edit(id, { name: `Ad ${chance.int(0, 9999)}` })
  } else own.push(desktop.create('lead', { name: `Aday ${chance.int(0, 9999)}` }))
  process.stdout.write(`kept ${desktop.sync.outbox.last(1)[0]?.entry.id}\n`)
  await new Promise(resolve => setTimeout(resolve, chance.int(0, 4)))
}
