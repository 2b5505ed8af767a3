/**
 * Where our storage and RxDB's memory storage differ on purpose. Ours always agrees with RxDB's own matcher and
 * comparator run over every document; the memory storage takes shortcuts through index strings that do not.
 * Cases named here run against ours only; random queries avoid what is listed.
 */
export const exceptions = {
  attachments: 'Not supported; files travel by HTTP.',
  checkpoint: 'Ours is {seq}, a count of writes, instead of {id, lwt}: a clock that is set back hides nothing.',
  'count ignores skip and limit': 'The interface says a count equals the length of the query; memory counts all.',
  'null or missing in an indexed field': 'Memory files them as "", 0 or false and then finds them as such.',
  'index strings': 'Memory pads text with spaces: "a" and "a " are one to it and control characters sort wrongly.',
  'beyond minimum or maximum': 'Memory clamps numbers to the schema; ours keeps and compares them as they are.',
  'an array or object in an indexed scalar field':
    'Memory throws or misfiles it; ours stores it, and queries on that field count it as missing.',
  'wrong operands': 'Null or another type as an operand on an indexed field misleads memory’s index range.',
  'an empty $or': 'RxDB gives all; no document satisfies one of no conditions.',
  closed: 'Ours refuses every call after close; memory answers some.',
} as const

export type Exception = keyof typeof exceptions

/** Titles of conformance cases that memory answers differently, and why. */
export const memoryDiffers = new Map<string, Exception>([])
