import { isWithin, minutesIn } from '../../../shared/clock.ts'
import { type NoticeChoices, noticeChoices } from '../api/work.ts'

/** One thing to tell the person outside the app. */
export interface News {
  /** Of a notification, or `reminder`. */
  reason: string
  title: string
  body: string
  /** What a click opens. */
  route: string
}

export interface AttentionOptions {
  zone: string
  now: () => number
  isInFront: () => boolean
  /** What the person has chosen, as it was kept. */
  choices: () => unknown
  show: (news: Omit<News, 'reason'>) => void
  /** Many as one. */
  together: (news: readonly News[]) => Omit<News, 'reason'>
}

/** When and how news leave the app: not while it is in front, not in quiet hours, and never as a flood. */
export interface Attention {
  tell(news: readonly News[]): void
  /** Looks at the clock: what waited for the end of quiet hours comes then, as one. */
  look(): void
}

/** More at once than this come as one. */
const mostSingle = 3

export function createAttention({ zone, now, isInFront, choices, show, together }: AttentionOptions): Attention {
  let waiting: News[] = []

  const chosen = (): NoticeChoices => {
    const parsed = noticeChoices.safeParse(choices() ?? {})
    return parsed.success ? parsed.data : { silent: [] }
  }
  const isQuiet = ({ quiet }: NoticeChoices): boolean =>
    quiet !== undefined && isWithin(minutesIn(zone, now()), minutesOf(quiet.from), minutesOf(quiet.to))

  return {
    tell(news) {
      const choice = chosen()
      const wanted = news.filter(({ reason }) => !choice.silent.includes(reason))
      if (wanted.length === 0 || isInFront()) return
      if (isQuiet(choice)) waiting.push(...wanted)
      else if (wanted.length > mostSingle) show(together(wanted))
      else for (const { reason: _, ...one } of wanted) show(one)
    },
    look() {
      if (waiting.length === 0 || isQuiet(chosen())) return
      const news = waiting
      waiting = []
      const [first] = news
      if (!first || isInFront()) return
      const { reason: _, ...one } = first
      show(news.length === 1 ? one : together(news))
    },
  }
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
