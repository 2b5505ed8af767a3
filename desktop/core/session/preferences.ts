import type { ArgsOf } from '../api/functions.ts'
import type { Preferences, Profile, ProfileSettings } from './profile.ts'

/**
 * Language, theme and the like of the person who is signed in. Several people may share a profile; whoever has chosen
 * nothing yet, and the sign-in itself, have what was last chosen here.
 */
export const preferencesOf = ({ current, personal, preferences }: ProfileSettings): Preferences =>
  (current && personal[current.user.id]) ?? preferences

/** Keeps what is given and leaves the rest; `screens` by key. */
export function putPreferences(profile: Profile, given: ArgsOf<'preferences.put'>): Promise<void> {
  const { current, personal } = profile.settings
  const before = preferencesOf(profile.settings)
  const changed = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const preferences = { ...before, ...changed, screens: { ...before.screens, ...given.screens } }
  return profile.change({
    preferences,
    ...(current ? { personal: { ...personal, [current.user.id]: preferences } } : {}),
  })
}
