import { randomInt } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { minimumPassword } from '../../shared/auth/credentials.ts'
import { UsageError } from './verb.ts'

/** The password given, else asked for at the terminal, else (no terminal, or an empty answer) a generated one. */
export async function choosePassword(given: string | undefined): Promise<{ password: string; isGenerated: boolean }> {
  const password =
    given ??
    (process.stdin.isTTY ? await ask(`Password (${minimumPassword} letters or more; empty: a generated one): `) : '')
  if (password === '') return { password: generate(), isGenerated: true }
  if ([...password].length < minimumPassword)
    throw new UsageError(`--password: too short; allowed: ${minimumPassword} letters or more`)
  return { password, isGenerated: false }
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
