import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { cluster } from '../db/postgres/cluster.ts'

/** `watchdog.ts <folder>`: when standard input ends, the test cluster in the folder is stopped and removed. */
const [folder = ''] = process.argv.slice(2)
process.stdin.resume().on('end', async () => {
  await cluster(join(folder, 'postgres'), { durable: false }).stop('immediate')
  rmSync(folder, { recursive: true, force: true })
  process.exit()
})
