/** One measured figure. `better`: which way is good; targets and peers compare by it. */
export interface Figure {
  name: string
  unit: 'ms' | 's' | 'MB' | 'bytes' | '/s' | '%' | 'count'
  value: number
  better: 'less' | 'more'
  target?: number
  peer?: string
  peerValue?: number
  /** How many times better than the peer this must be; without it the peer is only shown. */
  targetRatio?: number
}

export interface Result {
  name: string
  unit: string
  value: number
  target: number | null
  ok: boolean
  peer: string | null
  peerValue: number | null
  /** How many times better than the peer. */
  ratio: number | null
}

export function resultOf(figure: Figure): Result {
  const { name, unit, value, better, target, peer, peerValue, targetRatio } = figure
  const reached = target === undefined || (better === 'less' ? value <= target : value >= target)
  const ratio =
    peerValue === undefined || value === 0 || peerValue === 0
      ? null
      : better === 'less'
        ? peerValue / value
        : value / peerValue
  return {
    name,
    unit,
    value: rounded(value),
    target: target ?? null,
    ok: reached && (targetRatio === undefined || (ratio !== null && ratio >= targetRatio)),
    peer: peer ?? null,
    peerValue: peerValue === undefined ? null : rounded(peerValue),
    ratio: ratio === null ? null : rounded(ratio),
  }
}

const rounded = (value: number): number => Number(value.toPrecision(4))

/** The figures as a table for people. */
export function tableOf(results: readonly Result[]): string {
  const rows = results.map(r => [
    r.ok ? 'ok' : 'MISS',
    r.name,
    `${r.value} ${r.unit}`,
    r.target === null ? '' : `${r.target} ${r.unit}`,
    r.peer ? `${r.peer} ${r.peerValue ?? ''}` : '',
    r.ratio === null ? '' : `${r.ratio}x`,
  ])
  const all = [['', 'figure', 'value', 'target', 'peer', 'ratio'], ...rows]
  const widths = [0, 1, 2, 3, 4, 5].map(i => Math.max(...all.map(row => row[i]?.length ?? 0)))
  return all
    .map(row =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** The value below which this share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
