/** The seeds of CI, and those that found something. Timing differs from run to run; what is done does not. */
export const ciSeeds: Record<string, number> = {
  ...Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`seed ${i + 1}`, i + 1])),
  'a page asked for before a change of view left the next feed waiting': 12,
  'copies stood behind what their marker said after views had changed quickly': 10,
  'a marker was stored before what it answers for where many frames waited': 20261123,
}
