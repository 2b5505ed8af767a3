import { z } from 'zod'
import { scopes } from '../../shared/permissions/rights.ts'
import type { Viewer } from '../../shared/permissions/viewer.ts'

/** What a viewKey says (shared/permissions/viewer.ts), read back from a desktop that saw by it. */
const seen = z.tuple([
  z.array(z.tuple([z.string(), z.enum(scopes), z.array(z.string())])),
  z.string(),
  z.string().nullable(),
])

/**
 * The viewer of an earlier view, for asking what it showed. It decides only what need not be sent again, so a forged one
 * can make a desktop hold less than it may, never more.
 */
export function earlierViewer(view: string): { viewer: Viewer; hidden: ReadonlyMap<string, string> } | null {
  const parsed = seen.safeParse(parseJson(view))
  if (!parsed.success) return null
  const [kinds, user, team] = parsed.data
  const none = { create: 'none', edit: 'none', archive: 'none', export: 'none' } as const
  return {
    viewer: {
      user,
      team: team || null,
      role: '',
      rights: { kinds: Object.fromEntries(kinds.map(([kind, see]) => [kind, { see, ...none }])), abilities: [] },
    },
    hidden: new Map(kinds.map(([kind, , hidden]) => [kind, hidden.join()])),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
