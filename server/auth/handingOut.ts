import type { z } from 'zod'
import type { handedOutAnswer } from '../../shared/auth/identity.ts'
import { type LinkPurpose, linkTo } from '../../shared/auth/links.ts'
import type { Occasion } from '../mail/letters.ts'
import type { Mail, Mailer } from '../mail/mailer.ts'

/** How links reach people: by the operator's mail, or by the hand of whoever made them. */
export interface HandingOut {
  mailer: Mailer
  /** This server as people reach it, for links in mails. */
  base: () => string
  /** The same where the operator has named it; without it the desktop knows a better one. */
  publicUrl: string | undefined
}
export type HandedOut = z.infer<typeof handedOutAnswer>

export interface Handing extends Omit<Mail, 'occasion' | 'until'> {
  purpose: LinkPurpose
  token: string
  expiresAt: string
  /** False: it is to be copied though mail could be sent. */
  byMail: boolean
  occasion: (link: { link: string; until: string }) => Occasion
}

/** Mails the link, or gives its token to whoever asked. */
export async function handOut(options: HandingOut, given: Handing): Promise<HandedOut> {
  const { mailer, base, publicUrl } = options
  const { purpose, token, expiresAt, occasion, to, language, zone } = given
  if (!mailer.isAble || !given.byMail)
    return { token, ...(publicUrl ? { base: publicUrl } : {}), isMailed: false, expiresAt }
  const link = linkTo({ purpose, server: base(), token })
  await mailer.send({
    ...{ to, language, zone, until: new Date(expiresAt) },
    occasion: occasion({ link, until: expiresAt }),
  })
  return { isMailed: true, expiresAt }
}
