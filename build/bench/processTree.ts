import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a process and all below it use: memory in MB of 10⁶ bytes, shared pages counted once; CPU seconds so far. */
export interface Use {
  memory: number
  cpu: number
}

/** PostgreSQL of a data folder. Only Linux tells; elsewhere there is nothing to measure by. */
export function postgresUse(dataDir: string): Use | undefined {
  if (process.platform !== 'linux') return undefined
  const found = postmasterOf(dataDir)
  return found === undefined ? undefined : treeUse(found)
}

function postmasterOf(dataDir: string): number | undefined {
  // The folder stands in its command line, wherever root had to put it.
  const folders = [join(dataDir, 'postgres', 'data')]
  try {
    folders.push(join(readFileSync(join(dataDir, 'postgres.place'), 'utf8').trim(), 'data'))
  } catch {
    // Where it always is: in the data folder.
  }
  for (const folder of folders) {
    try {
      return Number.parseInt(readFileSync(join(folder, 'postmaster.pid'), 'utf8'), 10)
    } catch {
      // The other place, then.
    }
  }
  return undefined
}

function treeUse(top: number): Use {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : undefined
    if (stat) parents.set(Number(name), Number(fieldsOf(stat)[1]))
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === top || isBelow(parents.get(pid)))
  let [memory, cpu] = [0, 0]
  for (const pid of parents.keys()) {
    if (!isBelow(pid)) continue
    const fields = fieldsOf(read(`/proc/${pid}/stat`) ?? '')
    cpu += (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticksPerSecond
    const pss = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')
    memory += (Number(pss?.[1] ?? 0) * 1024) / 1e6
  }
  return { memory, cpu }
}

/** What follows the name, which may hold spaces: state, parent, … */
const fieldsOf = (stat: string): string[] => stat.slice(stat.lastIndexOf(')') + 2).split(' ')
const ticksPerSecond = 100

/** A process may be gone by now. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
