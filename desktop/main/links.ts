import { z } from 'zod'
import { linkScheme } from './origin.ts'

/** Long enough for an invitation with its server, too short for a flood. */
const longest = 2000

/**
 * `pergel://customers/<id>?tab=history` as the renderer's path, undefined for anything else. What is in it is for the
 * renderer's own route table to understand; here it may only be a path: no other scheme, no user, no port, no markup.
 * After a `#` stands nothing but the token of an invitation or a reset (appLinkTo in shared/auth/links.ts).
 */
export const pergelLink = z
  .string()
  .max(longest)
  .regex(/^pergel:\/\/[\w./?=&%:~+@!*,-]*(#pg[ir]_[\w-]+)?$/)
  .transform((text, context) => {
    const url = URL.parse(text)
    if (url?.protocol === `${linkScheme}:` && !url.username && !url.password && !url.port)
      return text.slice(`${linkScheme}://`.length).replace(/^\/+/, '')
    context.addIssue({ code: 'custom', message: 'not a link of Pergel' })
    return z.NEVER
  })

export const parseLink = (text: unknown): string | undefined => pergelLink.safeParse(text).data

/** The link among what a program was started with; systems hand it over as one argument. */
export const linkAmong = (argv: readonly string[]): string | undefined =>
  argv.map(parseLink).find(path => path !== undefined)
