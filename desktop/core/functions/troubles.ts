import { basename } from 'node:path'
import { supportOf } from '../../../shared/support.ts'
import type { Handlers } from '../api/dispatch.ts'
import type { troubleFunctions } from '../api/troubles.ts'
import { type BundleSources, diagnosticsBundle } from '../diagnostics/bundle.ts'
import type { Desk } from '../session/desk.ts'

type Troubles = Pick<Handlers, keyof typeof troubleFunctions>

export interface TroubleSources extends Omit<BundleSources, 'work'> {
  desk: Desk
}

/** Damaged files, broken screens, and what a report of a problem carries. */
export function troubleHandlers({ desk, events, ...sources }: TroubleSources): Troubles {
  return {
    'file.damage': () => desk.damage(),
    'file.startOver': async () => ({ kept: basename(await desk.startOver()) }),
    'problems.crashed': ({ screen, name }) => ({
      id: events.failed(`screen:${plain(screen)}`, `crash:${plain(name)}`),
    }),
    'problems.bundle': async () => {
      const { work } = desk
      const bundle = await diagnosticsBundle({ ...sources, events, work })
      const last = events.errors().at(-1)
      const support = work && supportOf(work.all('setting'))
      return {
        text: JSON.stringify(bundle, null, 2),
        ...(last ? { last } : {}),
        ...(support ? { support } : {}),
      }
    },
  }
}

/** Names of screens and of error classes; what a window sends beyond that is cut off. */
const plain = (text: string): string => /^[a-zA-Z][a-zA-Z/-]{0,40}/.exec(text)?.[0] ?? 'unknown'
