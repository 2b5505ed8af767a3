import type { Locator, Page } from '@playwright/test'
import type { Words } from '../fixtures/words.ts'

/** The list of fields that two people changed at the same time. */
export class Clashes {
  readonly page: Page
  readonly words: Words

  constructor(page: Page, words: Words) {
    this.page = page
    this.words = words
  }

  /** Chooses all that are shown. */
  get all(): Locator {
    return this.page.getByRole('main').getByRole('checkbox', { name: this.words.say('desk:select.all'), exact: true })
  }
  /** What is done with all that are chosen. */
  many(name: 'takeMine' | 'takeTheirs'): Locator {
    return this.page
      .getByRole('toolbar', { name: this.words.say('desk:select.all') })
      .getByRole('button', { name: this.words.say(`desk:clash.${name}`), exact: true })
  }

  /** The clash of a record, by the record's title. */
  card(title: string) {
    const { words } = this
    const card: Locator = this.page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('link', { name: title, exact: true }) })
    return {
      card,
      side: (whose: 'theirs' | 'yours') =>
        card.locator('[data-stands]').filter({ hasText: words.say(`sync:clashList.${whose}`) }),
      button: (name: 'takeMine' | 'takeTheirs' | 'swapBack') =>
        card.getByRole('button', { name: words.say(`sync:clashList.${name}`), exact: true }),
    }
  }
}
