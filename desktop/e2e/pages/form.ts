import type { Locator, Page } from '@playwright/test'
import { escaped, type Words } from '../fixtures/words.ts'

/** The form of a new or existing record. */
export class Form {
  readonly page: Page
  readonly words: Words
  readonly kind: string

  constructor(page: Page, words: Words, kind: string) {
    this.page = page
    this.words = words
    this.kind = kind
  }

  /** The input of a field; whether it is required stands behind its label. */
  field(name: string): Locator {
    const label = this.words.field(this.kind, name)
    const mark = `(\\*.*|${escaped(this.words.say('records:form.oneOf'))})?`
    return this.page
      .getByLabel(new RegExp(`^${escaped(label)}\\s*${mark}$`))
      .and(this.page.locator('input, textarea, [contenteditable]'))
  }
  async fill(values: Record<string, string>) {
    for (const [name, value] of Object.entries(values)) await this.field(name).fill(value)
  }
  async choose(name: string, value: string) {
    await this.field(name).click()
    await this.page.getByRole('option', { name: this.words.choice(this.kind, name, value), exact: true }).click()
  }
  get missing(): Locator {
    return this.page.getByRole('status').filter({ hasText: this.words.like('records:form.missing') })
  }
  get errors(): Locator {
    return this.page.getByRole('alert').filter({ has: this.page.getByText(this.words.like('records:form.errors')) })
  }
  button(name: 'save' | 'saveAndContinue' | 'cancel'): Locator {
    return this.page.getByRole('button', { name: this.words.say(`records:form.${name}`), exact: true })
  }
}
