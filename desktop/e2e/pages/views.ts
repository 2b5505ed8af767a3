import type { Locator, Page } from '@playwright/test'
import type { Words } from '../fixtures/words.ts'

/** The views of a list: its tabs, their menu, and the word about what is not saved. */
export class Views {
  readonly page: Page
  readonly words: Words

  constructor(page: Page, words: Words) {
    this.page = page
    this.words = words
  }

  get tabs(): Locator {
    return this.page.getByRole('navigation', { name: this.words.say('lists:views.label'), exact: true })
  }
  tab(name: string): Locator {
    return this.tabs.getByRole('link', { name, exact: true })
  }
  /** The tab of a view that differs from what is saved. */
  changedTab(name: string): Locator {
    return this.tabs.getByRole('link', { name: `${name} ${this.words.say('lists:views.unsaved')}`, exact: true })
  }
  /** `save`, `saveAs` or `reset`. */
  button(name: string): Locator {
    return this.page.getByRole('button', { name: this.words.say(`lists:views.${name}`), exact: true })
  }
  async openMenu(): Promise<Locator> {
    await this.button('all').click()
    return this.page.getByRole('menu')
  }
  /** Does something with the present view, by its text in `lists:views`. */
  async choose(name: string) {
    const menu = await this.openMenu()
    await menu.getByRole('menuitem', { name: this.words.say(`lists:views.${name}`), exact: true }).click()
  }
  /** Opens a view by the menu. */
  async open(name: string) {
    const menu = await this.openMenu()
    await menu.getByRole('menuitem', { name, exact: true }).click()
  }
  /** Names a new view, for whom it shall be, and keeps it. */
  async name(name: string, scope?: 'mine' | 'team' | 'company') {
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('textbox').fill(name)
    if (scope) await dialog.getByRole('radio', { name: this.words.say(`lists:dialog.scopes.${scope}`) }).check()
    await dialog.getByRole('button', { name: this.words.say('app:actions.save'), exact: true }).click()
  }

  async groupBy(field: string) {
    await this.page.getByRole('button', { name: this.words.say('lists:group.title'), exact: true }).click()
    await this.page.getByRole('option', { name: field, exact: true }).click()
  }
  groupedBy(field: string): Locator {
    return this.page.getByRole('button', { name: this.words.say('lists:group.by', { field }), exact: true })
  }
}
