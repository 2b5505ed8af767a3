import { expect, type Locator, type Page } from '@playwright/test'
import type { Words } from '../fixtures/words.ts'

/** What shall become of many records at once, with the preview of it. */
export class BulkDialog {
  readonly page: Page
  readonly words: Words

  constructor(page: Page, words: Words) {
    this.page = page
    this.words = words
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }
  get preview(): Locator {
    return this.dialog.getByRole('region', { name: this.words.say('bulk:preview.title') })
  }
  /** The last row's field, chosen by typing. */
  async field(label: string) {
    const input = this.row.getByRole('combobox', { name: this.words.say('bulk:field'), exact: true })
    await input.fill(label)
    await this.page.getByRole('option', { name: label, exact: true }).click()
  }
  /** The last row's value. */
  get value(): Locator {
    return this.row.getByRole('combobox').last()
  }
  private get row(): Locator {
    return this.dialog.getByRole('group').last()
  }
  /** Does it, once the preview says that so many would change. */
  async apply(count: number) {
    const shown = String(count)
    await expect(this.preview).toContainText(this.words.say('bulk:preview.change', { count, shown }))
    await this.dialog.getByRole('button', { name: this.words.say('bulk:apply', { count, shown }), exact: true }).click()
    await expect(this.dialog).toHaveCount(0)
  }
}
