import type { Locator, Page } from '@playwright/test'
import type { Words } from '../fixtures/words.ts'
import type { RecordPage } from './record.ts'

/** What is said about a record: calls noted, comments, and the timeline that tells it all. */
export class Story {
  readonly page: Page
  readonly words: Words
  readonly record: RecordPage

  constructor(page: Page, words: Words, record: RecordPage) {
    this.page = page
    this.words = words
    this.record = record
  }

  async openTab(name: string) {
    await this.record.openTab(name)
  }
  /** The one line of a call. */
  get note(): Locator {
    return this.record.panel.getByRole('textbox', { name: this.words.say('detail:note.text') })
  }
  outcome(value: string): Locator {
    const name = this.words.choice('activity', 'outcome', value)
    return this.record.panel.getByRole('button', { name, exact: true })
  }
  get followUp(): Locator {
    return this.record.panel.getByRole('checkbox', { name: this.words.say('detail:note.followUp') })
  }
  get task(): Locator {
    return this.record.panel.getByRole('textbox', { name: this.words.say('detail:note.task'), exact: true })
  }
  get comment(): Locator {
    return this.record.panel.getByRole('textbox', { name: this.words.say('detail:comments.write') })
  }
  get comments(): Locator {
    return this.record.panel.getByRole('tabpanel').getByRole('article')
  }
  get colleagues(): Locator {
    return this.page.getByRole('listbox', { name: this.words.say('detail:comments.colleagues') }).getByRole('option')
  }
  get feed(): Locator {
    return this.record.panel.getByRole('feed')
  }
  get entries(): Locator {
    return this.feed.getByRole('article')
  }
  sort(name: string): Locator {
    return this.record.panel
      .getByRole('group', { name: this.words.say('detail:timeline.filter') })
      .getByRole('button', { name, exact: true })
  }
}
