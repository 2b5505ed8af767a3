import type { Locator, Page } from '@playwright/test'
import type { Words } from '../fixtures/words.ts'

/** A kind's records as cards in columns. */
export class Board {
  readonly page: Page
  readonly words: Words
  readonly kind: string
  readonly field: string

  constructor(page: Page, words: Words, kind: string, field: string) {
    this.page = page
    this.words = words
    this.kind = kind
    this.field = field
  }

  async show() {
    await this.page.getByRole('button', { name: this.words.say('lists:layout.board'), exact: true }).click()
  }
  /** The column of a choice. */
  column(choice: string): Locator {
    const heading = this.page.getByRole('heading', {
      name: this.words.choice(this.kind, this.field, choice),
      exact: true,
      level: 2,
    })
    return this.page.locator('[data-column]').filter({ has: heading })
  }
  card(choice: string, title: string): Locator {
    return this.column(choice).getByRole('button', { name: title, exact: true })
  }
}
