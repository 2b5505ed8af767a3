import { allSeeing, openProfile, type Profile } from './open.ts'
import { makeRecords, type Records } from './records.ts'

/** Milliseconds of one piece of work: on the clock, and of this thread's CPU (on a busy machine the truer one). */
export interface Sample {
  wall: number
  cpu: number
}

export function measure(work: () => unknown): Sample {
  const cpu = process.threadCpuUsage()
  const started = performance.now()
  work()
  const wall = performance.now() - started
  const { user, system } = process.threadCpuUsage(cpu)
  return { wall, cpu: (user + system) / 1000 }
}

export function report(name: string, samples: readonly Sample[]): void {
  const at = (of: 'wall' | 'cpu', share: number): string => {
    const sorted = samples.map(sample => sample[of]).sort((a, b) => a - b)
    return (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(2).padStart(8)
  }
  const line = (of: 'wall' | 'cpu') => `p50${at(of, 0.5)} p95${at(of, 0.95)} max${at(of, 1)}`
  console.log(`${name.padEnd(36)} ${String(samples.length).padStart(5)}  ${line('wall')} ms   cpu ${line('cpu')}`)
}

/** A profile of so many generated customers, loaded as a snapshot is; every 100th state is kept to change later. */
export function filledProfile(count: number): {
  profile: Profile
  records: Records
  some: Parameters<Profile['put']>[0]
} {
  const profile = openProfile({ keepCopies: false })
  const records = makeRecords(1, count)
  profile.put([...records.teams, ...records.users, ...records.tags], 'loading')
  const some = []
  let batch = []
  for (const state of records.customers) {
    if (batch.length % 100 === 0) some.push(state)
    batch.push(state)
    if (batch.length < 2_000) continue
    profile.put(batch, 'loading')
    batch = []
  }
  profile.put(batch, 'loading')
  return { profile, records, some }
}

export const viewerOf = ({ users }: Records) => allSeeing(users[0]?.id ?? '')
