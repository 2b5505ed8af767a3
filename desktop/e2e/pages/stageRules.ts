import type { Locator, Page } from '@playwright/test'
import type { Words } from '../fixtures/words.ts'

/** The rules for the stages of a kind, in the administration window. */
export class StageRulesPage {
  readonly page: Page
  readonly words: Words

  constructor(page: Page, words: Words) {
    this.page = page
    this.words = words
  }

  async open(kind: string) {
    await this.page.goto(`${new URL(this.page.url()).origin}/?window=admin#/fields`)
    await this.show(kind)
  }
  async show(kind: string) {
    await this.page.getByRole('combobox', { name: this.words.say('fields:kind') }).click()
    await this.page.getByRole('option', { name: this.words.many(kind), exact: true }).click()
    await this.page.getByText(this.words.say('stages:tab.rules'), { exact: true }).click()
  }
  get section(): Locator {
    return this.page.getByRole('region', { name: this.words.say('stages:title') })
  }
  /** Each rule, as its sentence. */
  get rules(): Locator {
    return this.section.getByRole('listitem').locator('[data-control=open]')
  }
  button(key: string, params?: Record<string, unknown>): Locator {
    return this.section.getByRole('button', { name: this.words.say(key, params), exact: true })
  }
  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }
  async event(name: 'first' | 'from' | 'silence') {
    await this.dialog.getByText(this.words.say(`stages:form.events.${name}`), { exact: true }).click()
  }
  input(name: string): Locator {
    return this.dialog.getByRole('textbox', { name: this.words.say(`stages:form.${name}`), exact: true })
  }
  async choose(name: string, ...options: string[]) {
    const box = this.dialog.getByRole('combobox', { name: this.words.say(`stages:form.${name}`), exact: true })
    // A box that holds several lies below its pills.
    await box.click({ force: true })
    for (const option of options) await this.page.getByRole('option', { name: option, exact: true }).click()
    if (options.length > 1) await box.press('Tab')
  }
  async save() {
    await this.dialog.getByRole('button', { name: this.words.say('stages:save'), exact: true }).click()
  }
}
