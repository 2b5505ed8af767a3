import { expect, type Locator, type Page } from '@playwright/test'
import type { Words } from '../fixtures/words.ts'

/** What stands around every screen: modules, top bar, toasts, search palette, and questions over all of it. */
export class Frame {
  readonly page: Page
  readonly words: Words

  constructor(page: Page, words: Words) {
    this.page = page
    this.words = words
  }

  get rail(): Locator {
    return this.page.getByRole('navigation', { name: this.words.say('app:rail.label') })
  }

  module(kind: string): Locator {
    return this.rail.getByRole('link', { name: this.words.many(kind), exact: true })
  }

  /** The button that says how things stand with the server. */
  get sync(): Locator {
    return this.page.getByRole('button', { name: this.words.like('sync:label') })
  }

  async expectSync(state: 'online' | 'offline', ...more: string[]) {
    const { say } = this.words
    const name = say('sync:label', { state: [say(`sync:states.${state}`), ...more].join(', ') })
    await expect(this.page.getByRole('button', { name, exact: true })).toBeVisible({ timeout: 30_000 })
  }

  waiting(count: number): string {
    return this.words.say('sync:waiting', { count })
  }

  /** Shows the list of clashes, or of what was refused, the way the sync button leads there. */
  async showTrouble(what: 'clashes' | 'refused') {
    await this.sync.click()
    await this.page
      .getByRole('link', { name: this.words.say(what === 'clashes' ? 'sync:showClashes' : 'sync:showRefused') })
      .click()
  }

  toast(text: string | RegExp): Locator {
    return this.page.getByRole('alert').filter({ hasText: text })
  }

  /** Takes back what a toast tells of. */
  async undo(text: string | RegExp) {
    await this.toast(text)
      .getByRole('button', { name: this.words.say('app:actions.undo') })
      .click()
  }

  dialog(title?: string): Locator {
    return title ? this.page.getByRole('dialog', { name: title }) : this.page.getByRole('dialog')
  }

  get palette(): Locator {
    return this.page.getByRole('combobox', { name: this.words.say('search:label') })
  }
}
