import { expect, type Locator, type Page } from '@playwright/test'
import type { Desktop } from '../fixtures/desktop.ts'
import type { Words } from '../fixtures/words.ts'

/** The day and the bell: what is to be done, and what has come. */
export class Work {
  readonly page: Page
  readonly words: Words

  constructor(page: Page, words: Words) {
    this.page = page
    this.words = words
  }

  get heading(): Locator {
    return this.page.getByRole('heading', { name: this.words.say('work:home.title'), level: 1, exact: true })
  }
  get card(): Locator {
    return this.page.getByRole('region', { name: this.words.say('work:tasks.title'), exact: true })
  }
  get line(): Locator {
    return this.page.getByRole('textbox', { name: this.words.say('work:tasks.addLabel') })
  }
  /** What the line was understood to say. */
  get understood(): Locator {
    return this.page.getByRole('list', { name: this.words.say('work:tasks.understood') }).getByRole('listitem')
  }
  task(subject: string): Locator {
    const row = this.page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: this.tick(subject) })
    return row.getByRole('link', { name: subject, exact: true })
  }
  tick(subject: string): Locator {
    return this.page.getByRole('button', { name: this.words.say('work:tasks.tick', { subject }), exact: true })
  }
  async show(whose: 'mine' | 'given' | 'all') {
    await this.card.getByText(this.words.say(`work:tasks.${whose}`), { exact: true }).click()
  }

  /** The bell, with so much that is new. */
  bell(count: number): Locator {
    const name = count > 0 ? this.words.say('work:bell.label', { count }) : this.words.say('work:bell.none')
    return this.page.getByRole('button', { name, exact: true })
  }
  /** Puts away what others have left there, so that what comes now can be counted. */
  async clearBell({ ask }: Pick<Desktop, 'ask'>) {
    const isWhole = async () => {
      const { connection, firstSync } = await ask('sync.state', {})
      return connection === 'online' && firstSync === undefined
    }
    await expect.poll(isWhole, { timeout: 60_000 }).toBe(true)
    await ask('notifications.read', {})
    const ids = (await ask('reminders.open', {})).reminders.map(({ id }) => id)
    if (ids.length > 0) await ask('reminders.dismiss', { ids })
    await expect(this.bell(0)).toBeVisible({ timeout: 30_000 })
  }
  get panel(): Locator {
    const heading = this.page.getByRole('heading', { name: this.words.say('work:bell.title'), exact: true })
    return this.page.getByRole('dialog').filter({ has: heading })
  }
  /** What is told in the panel, by who and about what. */
  news(reason: string, name: string, about: string): Locator {
    return this.panel
      .getByRole('listitem')
      .filter({ hasText: this.words.say(`notices:reasons.${reason}`, { name }) })
      .filter({ hasText: about })
  }
}
