import type { Locator, Page } from '@playwright/test'
import type { Words } from '../fixtures/words.ts'

/** The list of what the server did not take. */
export class Refused {
  readonly page: Page
  readonly words: Words

  constructor(page: Page, words: Words) {
    this.page = page
    this.words = words
  }

  /** By anything that stands in it. */
  item(text: string) {
    const item: Locator = this.page.getByRole('main').getByRole('listitem').filter({ hasText: text }).first()
    return {
      item,
      button: (name: 'discard' | 'mend' | 'resend') =>
        item.getByRole('button', { name: this.words.say(`sync:refusedList.${name}`), exact: true }),
    }
  }
}
