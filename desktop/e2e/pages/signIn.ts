import type { Locator, Page } from '@playwright/test'
import type { Words } from '../fixtures/words.ts'

/** The door of the app. */
export class SignIn {
  readonly page: Page
  readonly words: Words

  constructor(page: Page, words: Words) {
    this.page = page
    this.words = words
  }

  get title(): Locator {
    return this.page.getByRole('heading', { name: this.words.say('session:title') })
  }
  get email(): Locator {
    return this.page.getByRole('textbox', { name: this.words.say('session:email') })
  }
  get password(): Locator {
    return this.page.getByLabel(this.words.say('session:password'), { exact: true })
  }
  get problem(): Locator {
    return this.page.getByRole('alert')
  }

  async submit(email: string, password: string) {
    await this.email.fill(email)
    await this.password.fill(password)
    await this.page.getByRole('button', { name: this.words.say('session:submit'), exact: true }).click()
  }
}
