import { expect, type Locator, type Page } from '@playwright/test'
import type { Words } from '../fixtures/words.ts'

/** The recovery code: shown once, and confirmed by two of its groups. */
export class Recovery {
  readonly page: Page
  readonly words: Words

  constructor(page: Page, words: Words) {
    this.page = page
    this.words = words
  }

  get groups(): Locator {
    return this.page.getByRole('list', { name: this.words.say('session:recovery.label') }).getByRole('listitem')
  }

  /** Reads the code, as a person writes it down, then types the two groups that are asked for. */
  async keep(): Promise<string> {
    await expect(this.groups).toHaveCount(5)
    const groups = (await this.groups.allInnerTexts()).map(text => text.trim().slice(0, 5))
    for (const [at, group] of groups.entries()) {
      const name = this.words.say('session:recovery.group', { n: at + 1 })
      const field = this.page.getByRole('textbox', { name, exact: true })
      if ((await field.count()) > 0) await field.fill(group.toLowerCase())
    }
    return groups.join('-')
  }

  async enter() {
    await this.page.getByRole('button', { name: this.words.say('session:recovery.enter'), exact: true }).click()
  }
}
