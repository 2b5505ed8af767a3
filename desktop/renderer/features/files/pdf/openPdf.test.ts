import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CoreConnection } from '../../../data/transport.ts'
import { openPdf } from './openPdf.ts'

const file = { id: 'f1', size: 2_000_000 }

/** What the library and its worker do, and what was done with them. */
const fake = vi.hoisted(() => ({
  terminated: 0,
  range: undefined as { requestDataRange(begin: number, end: number): void } | undefined,
  onError: (_: { message: string }): void => undefined,
  opening: (): Promise<unknown> => Promise.resolve(),
  destroy: (): Promise<void> => Promise.resolve(),
}))
vi.mock('pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker', () => ({
  default: class {
    addEventListener(_: string, listener: typeof fake.onError): void {
      fake.onError = listener
    }
    terminate(): void {
      fake.terminated++
    }
  },
}))
vi.mock('./pdfData.ts', () => ({ PdfData: class {} }))
vi.mock('pdfjs-dist/legacy/build/pdf.mjs', () => ({
  PDFDataRangeTransport: class {
    onDataRange(): void {}
  },
  PDFWorker: { create: () => ({}) },
  getDocument({ range }: { range: typeof fake.range }) {
    fake.range = range
    return { promise: fake.opening(), destroy: () => fake.destroy() }
  },
}))

const document = (numPages = 1) => ({
  numPages,
  getPage: async () => ({ getViewport: () => ({ width: 600, height: 800 }) }),
})
const never = () => new Promise<never>(() => undefined)

let call: () => Promise<unknown>
// Nothing but its calls is used, and of these only the one that reads.
const core = { call: () => call() } as unknown as CoreConnection
const gone = () => new AbortController()

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('document', { baseURI: 'http://localhost/' })
  call = async () => ({ bytes: btoa('%PDF') })
  Object.assign(fake, { terminated: 0, opening: async () => document(), destroy: async () => undefined })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a PDF that is opened', () => {
  it('says how large its first page is, where it has one', async () => {
    expect((await openPdf(core, file, gone().signal)).first).toEqual({ width: 600, height: 800 })
    fake.opening = async () => document(0)
    expect((await openPdf(core, file, gone().signal)).first).toBeUndefined()
  })

  it('says afterwards, too, that its bytes cannot be read', async () => {
    const { failed } = await openPdf(core, file, gone().signal)
    call = () => Promise.reject(new Error('the file is gone'))
    fake.range?.requestDataRange(1000, 2000)
    await expect(failed).rejects.toThrow('the file is gone')
  })

  it('says that what reads it has died', async () => {
    const { failed } = await openPdf(core, file, gone().signal)
    fake.onError({ message: 'out of memory' })
    await expect(failed).rejects.toThrow('out of memory')
  })

  it('gives its fonts back before its worker is ended', async () => {
    const pdf = await openPdf(core, file, gone().signal)
    let given: () => void = () => undefined
    fake.destroy = () =>
      new Promise(resolve => {
        given = resolve
      })
    pdf.close()
    pdf.close()
    await vi.advanceTimersByTimeAsync(500)
    expect(fake.terminated).toBe(0)
    given()
    await vi.advanceTimersByTimeAsync(0)
    expect(fake.terminated).toBe(1)
  })

  it('has its worker ended though it does not answer any more', async () => {
    const pdf = await openPdf(core, file, gone().signal)
    fake.destroy = never
    pdf.close()
    await vi.advanceTimersByTimeAsync(1000)
    expect(fake.terminated).toBe(1)
  })
})

describe('a PDF that is being opened', () => {
  it.each(['bytes', 'document'])('is given up at once while it waits for its %s', async awaited => {
    if (awaited === 'bytes') call = never
    else fake.opening = never
    const stop = gone()
    const opening = expect(openPdf(core, file, stop.signal)).rejects.toThrow('no longer wanted')
    await vi.advanceTimersByTimeAsync(100)
    expect(fake.terminated).toBe(0)
    stop.abort(new Error('no longer wanted'))
    await opening
    expect(fake.terminated).toBe(1)
  })

  it('is given up when it takes too long, and not for the time that it is open', async () => {
    const { failed } = await openPdf(core, file, gone().signal)
    const said = vi.fn()
    failed.catch(said)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(said).not.toHaveBeenCalled()
    fake.opening = never
    const opening = expect(openPdf(core, file, gone().signal)).rejects.toThrow('too long')
    await vi.advanceTimersByTimeAsync(29_000)
    expect(fake.terminated).toBe(0)
    await vi.advanceTimersByTimeAsync(1000)
    await opening
    expect(fake.terminated).toBe(1)
  })
})
