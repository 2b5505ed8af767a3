/**
 * Where our storage and RxDB's memory storage differ, on purpose. No conformance case and no random query needs an
 * exception as long as documents keep to their schema; these are what lies beyond, each shown in exceptions.test.ts.
 * Ours always agrees with RxDB's own matcher and comparator run over every document, except for the last two.
 */
export const exceptions = {
  'count with skip or limit': 'The interface says a count equals the length of the query; memory counts all.',
  'a missing value in an indexed field': 'Memory files it as "", 0 or false and then finds it as such.',
  'control characters in indexed text':
    'Memory pads text with spaces in its index and sorts what is below them wrongly.',
  'a number beyond minimum or maximum': 'Memory clamps it to the schema in its index and finds it as that.',
  'a call after close': 'Ours refuses it; memory answers.',
  'a checkpoint': 'Ours is {seq}, a count of writes, and not {id, lwt}: a clock that is set back hides nothing.',
  'an array or object in an indexed scalar field':
    'Memory throws at the next call; ours stores the document, and queries on that field count it as missing.',
  attachments: 'Not supported: files travel by HTTP.',
} as const

export type Exception = keyof typeof exceptions
