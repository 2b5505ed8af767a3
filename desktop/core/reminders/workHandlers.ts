import type { RecordState } from '../../../shared/record.ts'
import type { Handlers } from '../api/dispatch.ts'
import type { Host } from '../api/host.ts'
import type { Reminder, workFunctions } from '../api/work.ts'
import type { Desk } from '../session/desk.ts'
import { preferencesOf } from '../session/preferences.ts'
import type { Profile } from '../session/profile.ts'
import type { Workspace } from '../workspace.ts'
import { type Attention, createAttention } from './attention.ts'
import { type LiveNotifications, liveNotifications } from './liveNotifications.ts'
import { newsOfNotification, newsOfReminder, newsTogether } from './newsWords.ts'
import { readNotifications } from './readNotifications.ts'
import { createReminders, type Reminders } from './reminders.ts'

export interface WorkHandlersOptions {
  desk: Desk
  profile: Profile
  host: Host
  now: () => number
}

/** A clock that was asleep or was set is noticed by then at the latest. */
const lookMs = 30_000

interface Watched {
  work: Workspace
  reminders: Reminders
  news: LiveNotifications
  attention: Attention
  stop(): void
}

/** Reminders and news of the person who works here. `follow` is to be called whenever that may be somebody else. */
export function workHandlers({ desk, profile, host, now }: WorkHandlersOptions) {
  let watched: Watched | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let inFront = 0
  const listeners = new Set<(value: { reminders: Reminder[] }) => void>()

  const watch = (work: Workspace, zone: string): Watched => {
    const context = () => ({ work, zone, language: preferencesOf(profile.settings).language })
    const attention = createAttention({
      zone,
      now,
      isInFront: () => inFront > 0,
      choices: () => preferencesOf(profile.settings).screens['notices'],
      // A shell that cannot notify has the app's own list.
      show: news => void host.ask('notice.show', news).catch(() => undefined),
      together: news => newsTogether(context().language, news),
    })
    const reminders = createReminders({
      work,
      zone,
      tell: fresh => attention.tell(fresh.map(one => newsOfReminder(context(), one))),
    })
    const news = liveNotifications({
      work,
      tell: (found: RecordState[]) => attention.tell(found.map(one => newsOfNotification(context(), one))),
    })
    const stopOpen = reminders.open.follow(value => {
      for (const listener of listeners) listener(value)
    })
    const stopChanges = work.sync.onChanges(changes => {
      if (reminders.isAbout(changes)) void look(true)
      news.changed(changes)
    })
    return {
      ...{ work, reminders, news, attention },
      stop() {
        stopOpen()
        stopChanges()
        news.close()
      },
    }
  }

  const look = async (isChanged = false): Promise<void> => {
    clearTimeout(timer)
    const mine = watched
    if (!mine) return
    mine.attention.look()
    await mine.reminders.look(isChanged)
    if (watched !== mine) return
    const next = mine.reminders.next()
    const wait = next === undefined ? lookMs : Math.min(lookMs, Math.max(0, next - now()))
    clearTimeout(timer)
    timer = setTimeout(() => void look(), wait).unref()
  }

  return {
    look: () => void look(),
    follow(): void {
      const { work, account } = desk
      if (watched?.work === work) return
      watched?.stop()
      watched = work && account ? watch(work, account.company.zone) : undefined
      for (const listener of listeners) listener({ reminders: watched?.reminders.open.get().reminders ?? [] })
      void look()
    },
    close(): void {
      watched?.stop()
      watched = undefined
      clearTimeout(timer)
    },
    handlers: {
      'reminders.open': (_args, emit) => {
        listeners.add(emit)
        emit({ reminders: watched?.reminders.open.get().reminders ?? [] })
        return () => listeners.delete(emit)
      },
      'reminders.snooze': ({ ids, for: how }) => {
        desk.require()
        watched?.reminders.snooze(ids, how)
        void look()
        return {}
      },
      'reminders.dismiss': ({ ids }) => {
        desk.require()
        watched?.reminders.dismiss(ids)
        return {}
      },
      'notifications.read': async ({ ids }) => {
        await readNotifications(desk.require(), ids)
        return {}
      },
      'window.inFront': (_args, emit) => {
        inFront++
        emit({})
        return () => {
          inFront--
        }
      },
    } satisfies Pick<Handlers, keyof typeof workFunctions>,
  }
}
