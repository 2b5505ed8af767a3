import { registerHooks } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { PdfJob, PdfSaid } from './pdfText.ts'

/**
 * Takes the words out of a PDF that anybody may have made, in a thread that is ended when it takes too long or too much.
 * The library would load a drawing package of native code, were it there: words need none, and none is packed.
 */
registerHooks({
  resolve(name, context, next) {
    if (name === '@napi-rs/canvas') throw new Error('nothing is drawn here')
    return next(name, context)
  },
})
// It writes a line for every oddity of a document; whose document it is, no log needs to know.
for (const way of ['log', 'info', 'warn', 'error'] as const) console[way] = () => undefined

const port = parentPort
if (!port) throw new Error('PDFs are read in a worker')
const { bytes, mostPages, mostText } = workerData as PdfJob
const say = (said: PdfSaid) => port.postMessage(said)

async function tellWords(): Promise<void> {
  // In this thread, where the library looks for it: otherwise it would start one of its own, from a path.
  await import('pdfjs-dist/legacy/build/pdf.worker.mjs')
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const task = getDocument({
    data: bytes,
    verbosity: 0,
    useWasm: false,
    useWorkerFetch: false,
    useSystemFonts: false,
    disableFontFace: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    enableXfa: false,
  })
  const document = await task.promise
  let length = 0
  for (let number = 1; number <= Math.min(document.numPages, mostPages) && length < mostText; number++) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    const text = items.map(item => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('')
    length += text.length
    say({ text: `${text}\n` })
    page.cleanup()
  }
}

// Protected or broken: it has no words that could be found.
void tellWords()
  .catch(() => undefined)
  .then(() => say('done'))
