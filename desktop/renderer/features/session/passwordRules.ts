import { minimumPassword } from '../../../../shared/auth/credentials.ts'
import { searchTerms, trFold } from '../../../../shared/text.ts'

/** What a new password has to be, in the order in which it is said. Length is also the server's tool's own rule. */
export const passwordRules = ['length', 'varied', 'notOwn'] as const
export type PasswordRule = (typeof passwordRules)[number]

/** Words that belong to the person: name, e-mail, company. */
export type Own = readonly string[]

export { minimumPassword }

/** The rules that a password does not meet. */
export const brokenRules = (password: string, own: Own): PasswordRule[] =>
  passwordRules.filter(rule => !tests[rule](password, own))

const tests: Record<PasswordRule, (password: string, own: Own) => boolean> = {
  length: password => [...password].length >= minimumPassword,
  varied: password => new Set(password.toLowerCase()).size >= 5 && !isRow(password),
  notOwn: (password, own) => {
    const folded = trFold(password)
    return !own.flatMap(searchTerms).some(word => word.length >= 4 && folded.includes(word))
  },
}

/** 1234567890, abcdefghij and the like: every letter is one more, or one less, than the last, or the same. */
function isRow(password: string): boolean {
  const codes = [...password].map(letter => letter.codePointAt(0) ?? 0)
  const steps = new Set(codes.slice(1).map((code, at) => code - (codes[at] ?? 0)))
  return [...steps].every(step => Math.abs(step) <= 1 || Math.abs(step) === 9)
}
