import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { wordsIn } from '../../../desktop/e2e/fixtures/words.ts'
import { List } from '../../../desktop/e2e/pages/list.ts'

const words = wordsIn('tr')
const kind = 'customer'
export const pageScript = join(import.meta.dirname, 'page.mjs')

/** What somebody does on the list of customers. Times are milliseconds from asking to the picture that shows it. */
export function personAt(page: Page) {
  const { say } = words
  const list = new List(page, words, kind)
  const rest = () => page.waitForTimeout(300)
  const asked = (act: string, isShown = '() => true') => page.evaluate<number>(`bench.asked(() => ${act}, ${isShown})`)
  /** Clicks as the page's own event, so that the way from here to there is not measured. */
  const click = async (at: Locator, isShown: string): Promise<number> => {
    await at.waitFor()
    const handle = await at.elementHandle()
    const ms = await page.evaluate<number, unknown>(
      // The page's own functions: see page.mjs.
      new Function('element', `return bench.asked(() => element.click(), ${isShown})`) as (element: unknown) => number,
      handle,
    )
    await rest()
    return ms
  }
  const begin = async () => {
    await asked('bench.to(0)')
    await rest()
  }
  const groupBy = async (field: string, isShown: string) => {
    await list.filters.getByRole('button', { name: new RegExp(`^(${say('lists:group.title')}|Grup: .*)$`) }).click()
    return click(page.getByRole('option', { name: field, exact: true }), isShown)
  }

  return {
    async arrive() {
      await page.evaluate(`location.hash = '#/customers'`)
      await page.waitForFunction('bench.isWhole()', undefined, { timeout: 120_000 })
      await list.position.waitFor()
      await page.waitForTimeout(1000)
    },
    /** Turns the wheel slowly and fast, then drags the scrollbar to the end and back. */
    async scroll() {
      await list.grid.hover()
      for (let i = 0; i < 100; i++) {
        await page.mouse.wheel(0, i < 60 ? 240 : 1200)
        await page.waitForTimeout(16)
      }
      await page.evaluate('bench.dragged(40)')
      await begin()
    },
    /**
     * Rows of places all over the list: the same ones each time, or with `from` those of another part of the sequence.
     * `drawn`: from the list's asking until they stand there, without the ways of the scroll and of the picture.
     */
    async windows(count: number, from = 0, until: 'shown' | 'drawn' = 'shown') {
      const times: number[] = []
      for (let i = from; i < from + count; i++) {
        const there = `bench.to(${(i * 0.618034) % 1})`
        times.push(await (until === 'shown' ? asked(there) : page.evaluate<number>(`bench.drawn(() => ${there})`)))
        await page.waitForTimeout(150)
      }
      await begin()
      return times
    },
    async filter() {
      const times: number[] = []
      for (const [field, choice] of [
        ['status', 'active'],
        ['sector', 'textile'],
      ] as const) {
        await list.openFilter(words.field(kind, field))
        const box = page.getByRole('checkbox', { name: words.choice(kind, field, choice), exact: true })
        times.push(await click(box, 'bench.others'))
        await page.keyboard.press('Escape')
      }
      const clear = list.filters.getByRole('button', { name: say('records:filters.clear'), exact: true })
      times.push(await click(clear, 'bench.others'))
      // Letters are waited for a moment longer than clicks: no figure of their own.
      for (const word of ['m', 'ma', 'mak', '']) {
        await asked(`bench.typed('${word}')`, 'bench.others')
        await rest()
      }
      return times
    },
    async sort() {
      const times: number[] = []
      for (const field of ['phone', 'phone', 'status', 'email'])
        times.push(await click(list.header(words.field(kind, field)).getByRole('button').first(), 'bench.others'))
      return times
    },
    /** Groups with their totals, and what it takes to scroll over them. */
    async group() {
      const times: number[] = []
      for (const field of ['status', 'sector']) {
        times.push(
          await groupBy(words.field(kind, field), `() => document.querySelector('[aria-expanded] ~ [data-figure] *')`),
        )
        await list.grid.hover()
        for (let i = 0; i < 20; i++) await page.mouse.wheel(0, 600)
        await page.evaluate('bench.dragged(20)')
        await begin()
      }
      times.push(
        await groupBy(say('lists:group.none'), `() => !document.querySelector('[aria-expanded] ~ [data-figure]')`),
      )
      await begin()
      return times
    },
    async detail(count: number) {
      const times: number[] = []
      for (let at = 0; at < count; at++) {
        const title = list.grid.locator(`#row-${at} [data-cell="0"]`)
        const name = (await title.textContent()) ?? ''
        const heading = `document.querySelector('h1[title], h2')`
        times.push(
          await click(
            title,
            `() => [...document.querySelectorAll('h2')].some(h => h.textContent === ${JSON.stringify(name)}) && ${heading} && document.querySelector('[role=tabpanel] dl, [role=tabpanel] dt, [role=tabpanel] *')`,
          ),
        )
      }
      await page.keyboard.press('Escape')
      await begin()
      return times
    },
    /** From the first row on: a block of ten columns and fifty rows, or one column of five hundred rows. */
    async paste(rows: number, columns: number) {
      await list.grid.locator('#row-0 [data-cell="1"]').click()
      const text = Array.from({ length: rows }, (_, r) => cells(r).slice(0, columns).join('\t')).join('\n')
      const done = say('grid:done.paste', { count: rows * columns, shown: rows * columns })
      const toast = `document.body.textContent.includes(${JSON.stringify(done)})`
      await page.waitForFunction(`!${toast}`)
      // The cells in sight at once, and the word that all are written.
      const says = `before => bench.others(before) && ${toast}`
      const ms = await asked(`bench.pasted(${JSON.stringify(text)})`, says)
      await page.keyboard.press('Escape')
      await page.waitForTimeout(1500)
      return ms
    },
  }
}

let turn = 0
/** What fits the first ten columns of profile.ts, other values each time. */
function cells(row: number): string[] {
  turn++
  const digits = String(1_000_000 + ((turn * 7919) % 8_000_000))
  const word = `Yeni ${turn}`
  return [
    ...[`0212${digits}`, `yeni${turn}@olcum.example`, `www${turn}.example`, word, word, word, word, `0532${digits}`],
    ...[String(row + 1), `${row + 1}.000,00`],
  ]
}
