import { randomInt } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { minimumPassword } from '../../shared/auth/credentials.ts'
import { UsageError } from './verb.ts'

/** For the help of verbs that make an account. */
export const passwordHelp = [
  '--password   - reads it from standard input. Without it: PERGEL_PASSWORD where set, asked for at a terminal, else',
  '             generated and shown once. A password in its place works too, but others on this machine can see it.',
] as const

/**
 * The password given, from standard input where that is `-`, from the environment, asked for at the terminal, else (no
 * terminal, or an empty answer) a generated one.
 */
export async function choosePassword(given: string | undefined): Promise<{ password: string; isGenerated: boolean }> {
  const [name, password] = await chosen(given)
  if (password === undefined) return { password: generate(), isGenerated: true }
  if ([...password].length < minimumPassword)
    throw new UsageError(`${name}: too short; allowed: ${minimumPassword} letters or more`)
  return { password, isGenerated: false }
}

/** Where it came from, and what it is. */
async function chosen(given: string | undefined): Promise<[name: string, password: string | undefined]> {
  // An empty line of a script is a mistake; nobody would see the generated password.
  if (given === '-') return ['--password', await firstLine()]
  if (given !== undefined) return ['--password', given]
  const set = process.env['PERGEL_PASSWORD']
  if (set) return ['PERGEL_PASSWORD', set]
  if (!process.stdin.isTTY) return ['--password', undefined]
  const typed = await ask(`Password (${minimumPassword} letters or more; empty: a generated one): `)
  return ['--password', typed === '' ? undefined : typed]
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin })
  try {
    for await (const line of lines) return line
    return ''
  } finally {
    lines.close()
  }
}

/** What is typed is not shown. */
async function ask(question: string): Promise<string> {
  process.stdout.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  try {
    return await lines.question('')
  } finally {
    lines.close()
    process.stdout.write('\n')
  }
}

/** Four groups of four letters that are hard to confuse: 79 bits. */
function generate(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}
