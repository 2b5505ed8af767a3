import { join } from 'node:path'
import { AppError, asAppError, type ErrorCode } from '../../shared/errors.ts'

/** Why a desktop did not start and what to do about it, for whoever typed the command. `profile`: its folder. */
export function reasonOf(thrown: unknown, profile: string): string {
  const { code, params } = asAppError(thrown)
  const known = thrown instanceof AppError ? reasons[code] : undefined
  if (known) return known(profile)
  if (code !== 'internal') return `${code} ${JSON.stringify(params ?? {})}`
  const { code: systemCode, message } = thrown as NodeJS.ErrnoException
  if (systemCode === 'EADDRINUSE') return 'the port is taken; give another one with --port, or none for any free one'
  return message ?? String(thrown)
}

const reasons: Partial<Record<ErrorCode, (profile: string) => string>> = {
  'storage.inUse': () =>
    'another Pergel desktop works in this profile folder; close it, or give another one with --profile',
  'storage.readOnly': profile =>
    `the profile folder ${profile} cannot be written; give yourself the right to write there, or give another folder with --profile`,
  'storage.full': profile =>
    `the disk of the profile folder ${profile} is full; make room, or give a folder on another disk with --profile`,
  'storage.failed': profile =>
    `the disk of the profile folder ${profile} does not answer as it should; check it, or give a folder on another disk with --profile`,
  // Only the settings are looked at before a desktop starts; a damaged database is told on the screen.
  'storage.damaged': profile =>
    `${join(profile, 'profile.json')} is damaged; put it back from a copy, or move it away and sign in again. Leave the other files where they are: records and unsent changes are in them`,
}
