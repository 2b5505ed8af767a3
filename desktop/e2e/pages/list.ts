import { expect, type Locator, type Page } from '@playwright/test'
import type { Words } from '../fixtures/words.ts'

/** The list of a kind. */
export class List {
  readonly page: Page
  readonly words: Words
  readonly kind: string

  constructor(page: Page, words: Words, kind: string) {
    this.page = page
    this.words = words
    this.kind = kind
  }

  get grid(): Locator {
    return this.page.getByRole('grid', { name: this.words.many(this.kind), exact: true })
  }
  get heading(): Locator {
    return this.page.getByRole('heading', { name: this.words.many(this.kind), exact: true, level: 1 })
  }
  /** A row by what stands in it. */
  row(text: string): Locator {
    return this.grid.getByRole('row').filter({ hasText: text })
  }
  /** Opens a record by its name in the row; its other cells take the cursor. */
  async open(text: string) {
    await this.row(text).getByRole('gridcell').nth(1).click()
  }
  get create(): Locator {
    const name = this.words.about('records:list.new', this.kind)
    return this.page.getByRole('button', { name, exact: true }).first()
  }
  get search(): Locator {
    return this.page.getByRole('textbox', { name: this.words.say('records:filters.search') })
  }
  /** What is said where a search alone finds nothing. */
  noHits(searched: string): Locator {
    return this.page.getByRole('heading', { name: this.words.say('lists:empty.noHits', { words: searched }) })
  }
  get filters(): Locator {
    return this.page.getByRole('search', { name: this.words.say('records:filters.label') })
  }
  /** "1–24 / 120" */
  get position(): Locator {
    return this.page.getByText(/^[\d.]+–[\d.]+ \/ [\d.]+$/)
  }
  get jump(): Locator {
    return this.page.getByRole('textbox', { name: this.words.say('records:list.jump') })
  }
  header(label: string): Locator {
    return this.grid
      .getByRole('columnheader')
      .filter({ has: this.page.getByRole('button', { name: label, exact: true }) })
  }
  async sortBy(label: string) {
    await this.header(label).getByRole('button', { name: label, exact: true }).click()
  }
  get bulk(): Locator {
    return this.page.getByRole('toolbar', { name: this.words.say('bulk:label') })
  }
  async select(title: string) {
    await this.grid
      .getByRole('checkbox', { name: this.words.say('records:list.selectRow', { title }), exact: true })
      .check()
  }

  /** First and last position on screen and the number of rows, as the foot says. */
  async positions(): Promise<{ first: number; last: number; all: number }> {
    const text = (await this.position.textContent()) ?? ''
    const [first = 0, last = 0, all = 0] = text.split(/[–/]/).map(part => Number(part.replaceAll('.', '').trim()))
    return { first, last, all }
  }
  /** Waits until the list is counted, and says how many rows it has. */
  async count(): Promise<number> {
    await expect(this.position).toBeVisible()
    return (await this.positions()).all
  }
  /** The cells of a column of the rows that are drawn. */
  async cells(label: string): Promise<string[]> {
    const headers = await this.grid.getByRole('columnheader').allTextContents()
    const at = headers.findIndex(text => text.trim() === label)
    if (at < 0) throw new Error(`No column ${label} among ${headers.join(', ')}`)
    return this.grid.getByRole('row').evaluateAll(
      (rows, index) =>
        rows
          .filter(row => row.querySelector('[role=gridcell]'))
          .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
          .map(row => row.querySelectorAll('[role=gridcell]')[index]?.textContent?.trim() ?? ''),
      at,
    )
  }

  /** The cell of a column in the row of a record. */
  async cell(text: string, label: string): Promise<Locator> {
    const headers = await this.grid.getByRole('columnheader').allTextContents()
    return this.row(text)
      .getByRole('gridcell')
      .nth(headers.findIndex(header => header.trim() === label))
  }
  /** The cell that the keyboard is on. */
  get current(): Locator {
    return this.grid.locator('[data-current]')
  }

  /** Adds the filter of a field and chooses among its options; closes it again. */
  async filterBy(field: string, ...options: string[]) {
    await this.openFilter(field)
    for (const option of options) await this.page.getByRole('checkbox', { name: option, exact: true }).check()
    await this.page.keyboard.press('Escape')
  }
  async openFilter(field: string) {
    await this.filters.getByRole('button', { name: this.words.say('records:filters.add'), exact: true }).click()
    await this.page.getByRole('option', { name: field, exact: true }).click()
  }
  /** "Durum: Yeni" */
  chip(field: string, says: string): Locator {
    return this.filters.getByRole('button', { name: `${field}: ${says}`, exact: true })
  }
  async removeFilter(field: string) {
    await this.filters.getByRole('button', { name: this.words.say('records:filters.remove', { field }) }).click()
  }
}

/** What a spreadsheet puts on the clipboard, pasted where the keyboard is. */
export const paste = (page: Page, text: string, html = '') =>
  page.evaluate(
    ({ text: plain, html: rich }) => {
      const data = new DataTransfer()
      data.setData('text/plain', plain)
      if (rich) data.setData('text/html', rich)
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      )
    },
    { text, html },
  )
