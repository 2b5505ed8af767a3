/** Seeds of runs that found something, by what they found. Timing differs from run to run; what is done does not. */
export const namedSeeds: Record<string, number> = {}

/** The seeds of CI. */
export const ciSeeds: Record<string, number> = Object.fromEntries(
  Array.from({ length: 8 }, (_, i) => [`seed ${i + 1}`, i + 1]),
)
