import { Worker } from 'node:worker_threads'

/** What the thread is given; the bytes are handed over. */
export interface PdfJob {
  bytes: Uint8Array<ArrayBuffer>
  mostPages: number
  mostText: number
}
/** A page's words, as soon as they are there. */
export type PdfSaid = { text: string } | 'done'

export interface PdfLimits {
  pages: number
  milliseconds: number
  /** Bytes of the thread, with what it unpacks beside its heap: a small document can unpack to gigabytes. */
  memory: number
}
const usual: PdfLimits = { pages: 300, milliseconds: 20_000, memory: 400_000_000 }
const lookMs = 50
/** Of the thread's own heap, by V8 itself; what it unpacks lies beside it and is looked at. */
const heapMb = 192

let last: Promise<unknown> = Promise.resolve()
const over = new AbortController()

/** For the end of the app: what is read now is given up, and nothing more is begun. */
export const endPdfText = (): void => over.abort()

/** The words of a PDF, at most about `mostText` characters; what was found until then where a limit ends it. One at a time. */
export function pdfText(
  bytes: Uint8Array<ArrayBuffer>,
  mostText: number,
  limits: Partial<PdfLimits> = {},
): Promise<string> {
  const mine = last.then(() => read(bytes, mostText, { ...usual, ...limits }))
  // Whose turn fails does not take the others theirs.
  last = mine.catch(() => undefined)
  return mine
}

function read(bytes: Uint8Array<ArrayBuffer>, mostText: number, { pages, milliseconds, memory }: PdfLimits) {
  if (over.signal.aborted) return ''
  const began = performance.now()
  const job: PdfJob = { bytes, mostPages: pages, mostText }
  const thread = new Worker(new URL('./pdfThread.ts', import.meta.url), {
    workerData: job,
    transferList: [bytes.buffer],
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 16 },
  })
  return new Promise<string>(resolve => {
    let text = ''
    const end = () => {
      clearInterval(timer)
      over.signal.removeEventListener('abort', end)
      void thread.terminate().finally(() => resolve(text))
    }
    const timer = setInterval(() => {
      if (performance.now() - began > milliseconds) return end()
      // A thread that has ended meanwhile has no heap to tell of.
      thread.getHeapStatistics().then(
        held => held.used_heap_size + held.external_memory > memory && end(),
        () => undefined,
      )
    }, lookMs)
    over.signal.addEventListener('abort', end)
    thread.on('message', (said: PdfSaid) => {
      if (said === 'done') end()
      else text += said.text
    })
    // Broken, protected, or more than the thread's heap: it has no words that could be found.
    thread.on('error', end)
    thread.on('exit', end)
  })
}
