import type { Locator, Page } from '@playwright/test'
import type { Words } from '../fixtures/words.ts'

/** An open record, beside its list or alone. */
export class RecordPage {
  readonly page: Page
  readonly words: Words
  readonly kind: string
  readonly title: string

  constructor(page: Page, words: Words, kind: string, title: string) {
    this.page = page
    this.words = words
    this.kind = kind
    this.title = title
  }

  get panel(): Locator {
    return this.page.getByRole('region', { name: this.title, exact: true })
  }
  get heading(): Locator {
    return this.panel.getByRole('heading', { name: this.title, exact: true, level: 2 })
  }
  button(key: string): Locator {
    return this.panel.getByRole('button', { name: this.words.say(key), exact: true })
  }
  tab(name: string): Locator {
    return this.panel.getByRole('tab', { name })
  }
  /** By the menu where the row has no room for it. */
  async openTab(name: string): Promise<void> {
    await this.panel.getByRole('tab').first().waitFor()
    if (await this.tab(name).isVisible()) return this.tab(name).click()
    await this.button('detail:tabs.more').click()
    await this.page.getByRole('menuitem', { name }).click()
  }
  get history(): Locator {
    return this.panel.getByRole('tabpanel', { name: this.words.say('records:detail.history') })
  }
  label(name: string): string {
    return name === 'owner' ? this.words.say('app:fields.owner') : this.words.field(this.kind, name)
  }
  /** Label and value of a field, as one block. */
  field(name: string): Locator {
    return this.panel
      .getByRole('tabpanel')
      .locator('[class*=fieldBlock]')
      .filter({ has: this.page.getByText(this.label(name), { exact: true }) })
      .first()
  }
  pencil(name: string): Locator {
    return this.panel.getByRole('button', {
      name: this.words.say('records:detail.editField', { field: this.label(name) }),
      exact: true,
    })
  }
  /** Edits a text where it stands. */
  async edit(name: string, value: string) {
    await this.pencil(name).click()
    const input = this.panel.getByRole('group', { name: this.label(name), exact: true }).getByRole('textbox')
    await input.fill(value)
    await input.press('Enter')
  }
  /** Writes a tag that may be new. */
  async tag(word: string) {
    await this.pencil('tags').click()
    const group = this.panel.getByRole('group', { name: this.label('tags'), exact: true })
    await group.getByRole('combobox').fill(word)
    await this.page.getByRole('option').filter({ hasText: word }).click()
    await group.getByRole('button', { name: this.words.say('records:form.save'), exact: true }).click()
  }
  /** Every label of the general tab with its value, as read. */
  values(): Promise<string[]> {
    return this.panel.getByRole('tabpanel').locator('[class*=fieldBlock] > :first-child').allTextContents()
  }
}
