/** What happened in a run, and what was wrong with it. */
export interface Journal {
  note(line: string): void
  /** Something that must not be; the run ends soon. */
  problem(line: string): void
  readonly problems: readonly string[]
  /** The last lines, oldest first. */
  last(count: number): string[]
}

const kept = 2_000

/** `SIMULATION_LOG=1` shows each line as it comes. */
export function createJournal(): Journal {
  const started = performance.now()
  const lines: string[] = []
  const problems: string[] = []
  const note = (line: string): void => {
    const timed = `${((performance.now() - started) / 1000).toFixed(2)} s  ${line}`
    if (process.env['SIMULATION_LOG']) console.error(timed)
    lines.push(timed)
    if (lines.length > 2 * kept) lines.splice(0, kept)
  }
  return {
    note,
    problem(line) {
      if (process.env['SIMULATION_LOG']) console.error(`PROBLEM ${line}`)
      problems.push(line)
    },
    problems,
    last: count => lines.slice(-count),
  }
}

/** A run that did not end as it must. Says the seed, what was wrong, and what was done last. */
export class RunFailed extends Error {
  constructor(seed: number, { problems, last }: Journal) {
    const shown = problems.slice(0, 12).map(problem => `  ${problem.slice(0, 900)}`)
    const more = problems.length > shown.length ? [`  and ${problems.length - shown.length} more`] : []
    super(
      [
        `seed ${seed}:`,
        ...shown,
        ...more,
        'the last operations:',
        ...last(60).map(line => `  ${line.slice(0, 300)}`),
      ].join('\n'),
    )
    this.name = 'RunFailed'
  }
}
