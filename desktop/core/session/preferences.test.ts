import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { uuidv7 } from '../../../shared/ids.ts'
import { preferencesOf, putPreferences } from './preferences.ts'
import { type Account, openProfile, type Profile } from './profile.ts'

let folder: string
let profile: Profile
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pergel-preferences-'))
  profile = await openProfile(folder, { server: '' })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const person = (): Account => ({
  server: '',
  company: { id: uuidv7(), name: 'Anadolu Makina', zone: 'Europe/Istanbul' },
  user: { id: uuidv7(), name: 'Ayşe', email: 'ayse@example.com' },
  device: uuidv7(),
})
const language = () => preferencesOf(profile.settings).language

test('each person of a profile keeps a language of their own', async () => {
  const [ayse, bora] = [person(), person()]
  await profile.change({ current: ayse })
  await putPreferences(profile, { language: 'de' })
  await profile.change({ current: bora })
  await putPreferences(profile, { language: 'fr' })
  await profile.change({ current: ayse })
  expect(language()).toBe('de')
  await profile.change({ current: bora })
  expect(language()).toBe('fr')
})

test('the sign-in, and whoever has chosen nothing yet, have what was last chosen here, also after a restart', async () => {
  await profile.change({ current: person() })
  await putPreferences(profile, { language: 'de', screens: { seen: true } })
  await profile.change({ current: undefined })
  expect(language()).toBe('de')
  profile = await openProfile(folder, { server: '' })
  await profile.change({ current: person() })
  await putPreferences(profile, { theme: 'dark', screens: { other: 1 } })
  expect(preferencesOf(profile.settings)).toMatchObject({
    language: 'de',
    theme: 'dark',
    screens: { seen: true, other: 1 },
  })
})
