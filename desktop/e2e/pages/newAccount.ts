import type { Locator, Page } from '@playwright/test'
import type { Words } from '../fixtures/words.ts'

/** Forms before the frame in which somebody chooses a password: a first company, an invitation, a reset. */
export class NewAccount {
  readonly page: Page
  readonly words: Words

  constructor(page: Page, words: Words) {
    this.page = page
    this.words = words
  }

  heading(key: string): Locator {
    return this.page.getByRole('heading', { level: 1, name: this.words.say(key), exact: true })
  }

  field(key: string): Locator {
    return this.page.getByLabel(this.words.say(key), { exact: true })
  }

  /** Locale keys of labels to what is typed. */
  async fill(values: Record<string, string>) {
    for (const [key, value] of Object.entries(values)) await this.field(key).fill(value)
  }

  async press(key: string, params: Record<string, unknown> = {}) {
    await this.page.getByRole('button', { name: this.words.say(key, params), exact: true }).click()
  }
}
