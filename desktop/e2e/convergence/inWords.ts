import { createHash } from 'node:crypto'
import { viewKey } from '../../../shared/permissions/viewer.ts'
import { canonicalJson } from '../../../shared/value.ts'
import { type History, heldBy } from './history.ts'

/** What is and what should be, as far as they differ. */
export function difference(is: string | undefined, due: string | undefined): string {
  if (is === undefined || due === undefined) return `${is ?? 'nothing'} and not ${due ?? 'nothing'}`
  const [a, b] = [flat(is), flat(due)]
  const names = [...new Set([...a.keys(), ...b.keys()])].filter(name => a.get(name) !== b.get(name))
  return names.map(name => `${name} ${a.get(name)} and not ${b.get(name)}`).join(', ')
}

function flat(text: string): Map<string, string> {
  const { values, ...state } = JSON.parse(text) as Record<string, unknown>
  return new Map(Object.entries({ ...state, ...(values ?? {}) }).map(([name, value]) => [name, canonicalJson(value)]))
}

export const named = ({ kind, id, number }: { kind: string; id: string; number: number }): string =>
  `${kind} ${id} @${number}`

/** What became of a record and of its user's sight between two numbers. */
export function story(history: History, id: string, user: string, from: number, to: number): string {
  const lines: string[] = []
  let last = ''
  for (let number = from; number <= to; number++) {
    const state = history.at(id, number)
    const viewer = history.viewerAt(user, number)
    const isSeen = heldBy(viewer, state) !== undefined
    const line = `${isSeen ? 'seen' : 'unseen'} @${state?.number} in view ${viewer ? shortly(viewKey(viewer)) : 'none'}`
    if (line !== last) lines.push(`${number}: ${line}`)
    last = line
  }
  return lines.join(', ')
}

/** A user's views and the numbers at which they began. */
export function viewsOf(history: History, user: string): string {
  const views: string[] = []
  let last = ''
  for (let number = 1; number <= history.head.number; number++) {
    const viewer = history.viewerAt(user, number)
    const view = viewer ? shortly(viewKey(viewer)) : 'none'
    if (view !== last) views.push(`${number}: ${view}`)
    last = view
  }
  return views.join(', ')
}

/** Enough of a view's name to tell it from others. */
export const shortly = (view: string): string => createHash('sha256').update(view).digest('hex').slice(0, 4)
