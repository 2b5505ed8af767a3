import { join } from 'node:path'
import updateKeys from '../../../resources/update-keys.json' with { type: 'json' }
import type { UpdateState } from '../../core/api/updates.ts'
import type { StartPart } from '../parts.ts'
import { fetchText } from './fetchText.ts'
import { highestIn } from './highest.ts'
import { createUpdates, type Updater } from './updates.ts'

export interface UpdatesPartSettings {
  app: { getVersion(): string; relaunch(): void; readonly isPackaged: boolean }
  /** By the system's proxies, as Electron's own is. */
  fetch: typeof globalThis.fetch
  /** Not before it is needed: electron-updater looks at the packed app as soon as it is touched. */
  updater: () => Updater
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  /** Shows a line and what it means to a person who has asked. */
  say(title: string, hint: string, ok: string): void
  /** Those of this build; a test brings its own. */
  keys?: readonly string[]
}

/**
 * Updates as a part of main. Started from the sources, or built without the vendor's key, the app has none: then no
 * function stands under their names and nothing is shown.
 */
export function updatesPart(settings: UpdatesPartSettings): StartPart {
  const { app, platform, env, keys = updateKeys as readonly string[] } = settings
  return ({ options, log, tell, quit, words }) => {
    if (!app.isPackaged || keys.length === 0) {
      log('updates.off', { why: app.isPackaged ? 'this build has no update key' : 'started from the sources' })
      return {}
    }
    let state: UpdateState = { state: 'current' }
    const updates = createUpdates({
      updater: settings.updater(),
      keys,
      current: app.getVersion(),
      highest: highestIn(join(options.profile, 'updates.json')),
      fetchText: fetchText(settings.fetch),
      tell: next => {
        state = next
        tell('updates', next)
      },
      log,
      // A .deb asks for a password, which nobody expects on leaving.
      installsOnQuit: platform !== 'linux' || Boolean(env['APPIMAGE']),
      quit,
      relaunch: () => app.relaunch(),
      later: (ms, work) => {
        const timer = setTimeout(work, ms)
        return () => clearTimeout(timer)
      },
    })
    /** Whatever else comes of it, the windows show. */
    const checkByHand = async () => {
      const came = await updates.check()
      const { t } = words()
      const version = app.getVersion()
      if (came === 'away') settings.say(t('updates.away'), t('updates.awayHint', { version }), t('updates.ok'))
      else if (state.state === 'current')
        settings.say(t('updates.current'), t('updates.version', { version }), t('updates.ok'))
    }
    return {
      help: ({ t }) => [{ label: t('updates.check'), click: () => void checkByHand() }],
      host: {
        'updates.from': source => {
          updates.from(source)
          return {}
        },
        'updates.check': async () => {
          await updates.check()
          return {}
        },
        'updates.restart': async () => {
          await updates.restart()
          return {}
        },
      },
      stop: () => updates.stop(),
    }
  }
}
