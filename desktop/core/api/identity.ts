import { z } from 'zod'
import { languages } from '../../../shared/labels.ts'
import { uuid } from '../../../shared/record.ts'
import { errorBody } from '../../../shared/sync/protocol.ts'
import { call, done, instant, none, stream } from './define.ts'

/**
 * Who one is and how one gets in. What is typed here (passwords, codes) never leaves core: the server gets keys that are
 * derived from it. Besides the usual errors these throw
 *
 * - `auth.failed`, with `params.reason` where more may be said: `inactive` (the password is right, the account is closed),
 *   `setupCode`, `recoveryCode`, `link` (no such link, or taken back), `linkUsed`, `linkExpired`;
 * - `auth.locked` with `params.seconds`, `rate.limited`, `client.tooOld`;
 * - `network.offline`, `server.unavailable`;
 * - `input.invalid` with `fields`: `server` (`badServer`; `insecureServer`: plain HTTP beyond this machine), `password`
 *   (`tooShort` with `min`), `email`, `name`, `zone`.
 */
const email = z.string().max(254)
const password = z.string().max(1000)
const name = z.string().max(120)
const address = z.string().max(300)
const token = z.string().max(300)
/** Shown once, to be printed or written down: five groups of five letters and digits. */
const recoveryCode = z.string()
const language = z.enum(languages)

const serverLook = z.object({
  /** As it will be used: `https://` where nothing else was typed, without a path. The typed text where it cannot be one. */
  address: z.string(),
  /** Why it cannot be used: a bad or unsafe address, not reachable, no Pergel server, this app too old for it. */
  problem: errorBody.optional(),
  version: z.string().optional(),
  /** There is at least one company on it (the demo company counts). */
  hasCompany: z.boolean().optional(),
  /** A one-time code to make a company with is open. */
  needsSetup: z.boolean().optional(),
  /** It can send mail: a forgotten password is reset by a link in a mail; without it the administrator hands the link on. */
  sendsMail: z.boolean().optional(),
  /** Whom the operator named for questions, as they wrote it: an address, a phone number. */
  contact: z.string().optional(),
})
export type ServerLook = z.infer<typeof serverLook>

const invitation = z.object({
  company: z.object({ name: z.string() }),
  email: z.string(),
  /** As the inviter wrote it, or empty; may be corrected. */
  name: z.string(),
  /** Name of the role, and of who invited. */
  role: z.string(),
  invitedBy: z.string(),
  expiresAt: instant,
})
export type Invitation = z.infer<typeof invitation>

/** A link that was made. `link` is there where it has to be handed on by hand; it is not shown again. */
const handedOut = z.object({ link: z.string().optional(), isMailed: z.boolean(), expiresAt: instant })
export type HandedOut = z.infer<typeof handedOut>

export const personStates = ['active', 'invited', 'inactive', 'noAccount'] as const
const person = z.object({
  /** The user's id, or the invitation's for who is invited: a key for lists. */
  id: uuid,
  /** Absent until an invitation is accepted. */
  user: uuid.optional(),
  /** The open invitation, if there is one. */
  invitation: uuid.optional(),
  name: z.string(),
  email: z.string(),
  /** `noAccount`: a record of a colleague who cannot sign in yet and was not invited. */
  state: z.enum(personStates),
  role: uuid,
  team: uuid.nullable(),
  isMe: z.boolean(),
  invitedAt: instant.optional(),
  /** The invitation's end; it may have passed. */
  expiresAt: instant.optional(),
  lastSeenAt: instant.optional(),
  /** They forgot their password and there was no mail to send the link by: make one and hand it on. */
  askedForResetAt: instant.optional(),
})
export type Person = z.infer<typeof person>

const device = z.object({
  id: uuid,
  name: z.string(),
  isThis: z.boolean(),
  /** Signed in now; one device of a person at most. */
  isActive: z.boolean(),
  firstSeenAt: instant,
  lastSeenAt: instant,
})
export type Device = z.infer<typeof device>

const apiKey = z.object({
  id: uuid,
  name: z.string(),
  /** Its first letters, to tell keys apart; keys of older servers have none. */
  start: z.string().optional(),
  role: uuid,
  createdAt: instant,
  createdBy: uuid.optional(),
  lastUsedAt: instant.optional(),
  /** Taken back: it opens nothing any more. */
  revokedAt: instant.optional(),
})
export type ApiKey = z.infer<typeof apiKey>

const knownAccount = z.object({
  /** For switch and forget. */
  id: z.string(),
  server: z.string(),
  company: z.object({ id: uuid, name: z.string() }),
  user: z.object({ id: uuid, name: z.string(), email: z.string() }),
  isCurrent: z.boolean(),
  /** Opens without a password. */
  isSignedIn: z.boolean(),
  /** Changes that were not sent when it was last left. */
  waiting: z.int(),
})
export type KnownAccount = z.infer<typeof knownAccount>

/** Part of the function table in functions.ts. */
export const identityFunctions = {
  /** Looks at what was typed as a server's address. Never throws for a bad address or a server that is away. */
  'server.look': call(z.object({ address }), serverLook),

  /**
   * The first company, or a further one, with the one-time code that the server printed. Nobody is signed in by it: show
   * the recovery code first, then call session.signIn. The built-in roles are named in `language`.
   */
  'setup.company': call(
    z.object({
      server: address,
      code: z.string().max(100),
      company: z.object({ name: z.string().max(200), zone: z.string().max(80) }),
      admin: z.object({ name, email, password }),
      language: language.optional(),
    }),
    z.object({ recoveryCode }),
  ),

  /** Ends the session on the user's other device. `server` absent: the one that was used last. */
  'session.signIn': call(z.object({ server: address.optional(), email, password }), done),
  'session.signOut': call(none, done),

  /**
   * For who forgot the password. The answer is the same whether there is such an account or not. `byMail` false: the
   * server sends no mail; the administrators see that they were asked, and hand a link on.
   */
  'reset.begin': call(z.object({ server: address.optional(), email }), z.object({ byMail: z.boolean() })),
  /** Whose password a reset link is for. */
  'reset.look': call(
    z.object({ server: address, token }),
    z.object({ company: z.object({ name: z.string() }), email: z.string(), expiresAt: instant }),
  ),
  /**
   * A new password: by a link (`token`), by e-mail and recovery code, or by both. Without the recovery code the old
   * vault stays closed for ever: what it holds (end-to-end encrypted chat) is lost to this person, their records are
   * not; then `vaultKept` is false. Every session ends; the recovery code is a new one. Nobody is signed in by it.
   */
  'reset.finish': call(
    z
      .object({
        server: address.optional(),
        token: token.optional(),
        email: email.optional(),
        recoveryCode: z.string().max(100).optional(),
        password,
      })
      .refine(given => given.token !== undefined || (given.email !== undefined && given.recoveryCode !== undefined)),
    z.object({ recoveryCode, vaultKept: z.boolean(), email: z.string() }),
  ),

  /** What an invitation link is for. `readLink` in shared/auth/links.ts takes server and token from a pasted link. */
  'invite.look': call(z.object({ server: address, token }), invitation),
  /** Makes the account. Nobody is signed in by it: show the recovery code first, then call session.signIn. */
  'invite.accept': call(
    z.object({ server: address, token, name, password, language: language.optional() }),
    z.object({ recoveryCode, email: z.string() }),
  ),

  /** The account page. Asks the server: offline it throws network.offline; session.state has name, company and e-mail. */
  'account.get': call(
    none,
    z.object({
      name: z.string(),
      email: z.string(),
      /** Name of the role, of the team. */
      role: z.string(),
      team: z.string().optional(),
      language: language.optional(),
      passwordChangedAt: instant,
      recoveryChangedAt: instant,
    }),
  ),
  /** One's own name, as colleagues see it, and the language of mails and screens. */
  'account.save': call(z.object({ name: name.optional(), language: language.optional() }), done),
  /** Ends one's session on every other device. The vault and the recovery code stay as they are. */
  'account.changePassword': call(z.object({ password, next: password }), done),
  /** The old code opens nothing any more. */
  'account.newRecoveryCode': call(z.object({ password }), z.object({ recoveryCode })),
  /** Desktops that this person has worked on; the one that is used now first, then the last seen. */
  'account.devices': call(none, z.array(device)),
  /** Signs a device out. Its unsent work stays on it until somebody signs in there again. */
  'account.endDevice': call(z.object({ device: uuid }), done),

  /** Every colleague and every open invitation, by name. Needs the ability `admin`, as all of `people.*` does. */
  'people.list': call(none, z.array(person)),
  /** Seven days, once, for this address. `user`: for a colleague who is there and has no account. */
  'people.invite': call(
    z.object({
      email,
      /** Absent or empty: the invited person writes it. */
      name: name.optional(),
      role: uuid,
      team: uuid.optional(),
      user: uuid.optional(),
      language: language.optional(),
    }),
    handedOut.extend({ invitation: uuid }),
  ),
  /** A new link in place of the old one: mailed, or to be copied. */
  'people.resend': call(z.object({ invitation: uuid, by: z.enum(['mail', 'copy']) }), handedOut),
  /** Takes an invitation back. */
  'people.withdraw': call(z.object({ invitation: uuid }), done),
  /** A link to set a new password, mailed to them; without mail `link` is there to hand on. */
  'people.resetLink': call(z.object({ user: uuid }), handedOut),
  /** An ordinary change of the record (offline too, can be undone). On the server their session ends with it at once. */
  'people.setActive': call(z.object({ user: uuid, isActive: z.boolean() }), z.object({ operation: uuid })),
  /** The same for role and team; null takes them out of their team. */
  'people.change': call(
    z.object({ user: uuid, role: uuid.optional(), team: uuid.nullable().optional() }),
    z.object({ operation: uuid }),
  ),

  /** Keys for REST, newest first. `keys.*` needs the ability `admin` or `manageKeys`. */
  'keys.list': call(none, z.array(apiKey)),
  /** The key is in this answer and nowhere else. Without the ability `admin` only for one's own role. */
  'keys.create': call(z.object({ name: z.string().max(120), role: uuid }), z.object({ id: uuid, key: z.string() })),
  'keys.revoke': call(z.object({ id: uuid }), done),

  /** Accounts that were used on this desktop: several companies, several servers, several people. The current one first. */
  'accounts.list': stream(none, z.array(knownAccount)),
  /** Leaves the present account (its sync stops, nothing is signed out) and opens this one. Throws auth.required where it wants a password. */
  'accounts.switch': call(z.object({ id: z.string() }), done),
  /**
   * Removes an account's data and keys from this desktop. Throws command.refused (`params.reason` `unsentWork`,
   * `params.count`) where changes wait to be sent, unless they are given up by `discard`.
   */
  'accounts.forget': call(z.object({ id: z.string(), discard: z.boolean().optional() }), done),
}
