import { basename } from 'node:path'
import { z } from 'zod'
import type { Handlers } from '../api/dispatch.ts'
import type { troubleFunctions } from '../api/troubles.ts'
import { type BundleSources, diagnosticsBundle } from '../diagnostics/bundle.ts'
import type { Desk } from '../session/desk.ts'
import type { Workspace } from '../workspace.ts'

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
      const support = work && supportOf(work)
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

const support = z.union([z.email(), z.object({ email: z.email() }).transform(({ email }) => email)])

/** The company's setting `support`: an e-mail address. */
function supportOf(work: Workspace): string | undefined {
  const found = work.all('setting').find(({ values, archived }) => values['key'] === 'support' && !archived)
  return support.safeParse(found?.values['value']).data
}
