import { expect, type Locator, type Page } from '@playwright/test'

/** Hands on the keyboard alone: nothing is focused or clicked but by the keys a person would press. */
export class Keys {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async press(...keys: string[]) {
    for (const key of keys) await this.#page.keyboard.press(key)
  }

  /** Faster than any hand, but not all in one moment: a list of options that opens meanwhile marks its first one. */
  async type(text: string) {
    await this.#page.keyboard.type(text, { delay: 20 })
  }

  /** Tab, or an arrow, until it has the focus; a way of more than `most` presses is too long for anybody. */
  async tabTo(target: Locator, { most = 12, key = 'Tab' } = {}) {
    await expect(target).toBeVisible()
    for (let pressed = 0; pressed < most; pressed++) {
      if (await target.evaluate(element => element === document.activeElement)) return
      await this.press(key)
    }
    await expect(target, `within ${most} presses of ${key}`).toBeFocused()
  }
}
