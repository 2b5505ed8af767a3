import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { CoreConnection } from '../../../data/transport.ts'
import { type PageSize, pixelsPerPoint } from './pageLayout.ts'

type Library = typeof import('pdfjs-dist/legacy/build/pdf.mjs')

/** A PDF whose pages can be drawn; what it takes is given back by `close`. */
export interface OpenPdf {
  document: PDFDocumentProxy
  library: Library
  /** Of the first page; undefined: there is none. */
  first: PageSize | undefined
  /** Never resolves; rejects when its bytes can no longer be read, or what reads it has died. */
  failed: Promise<never>
  close(): void
}

const pieceBytes = 786_432
/** What takes longer to open is taken for broken. */
const openMs = 30_000
/** To tidy up with the document's own worker; one that hangs does not answer. */
const closeMs = 1000

/**
 * Opens a PDF that is on this machine, reading of it only what its shown pages need. It is read in a worker of its own, and
 * drawn without its scripts, forms or links doing anything: what could run them is not part of the app. Throws what core
 * says, and what the library says of a document that it cannot open; `gone` gives it up at once.
 */
export async function openPdf(
  core: CoreConnection,
  { id, size }: { id: string; size: number },
  gone: AbortSignal,
): Promise<OpenPdf> {
  const [library, { default: PdfWorker }, { PdfData }] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs'),
    import('pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker'),
    import('./pdfData.ts'),
  ])
  const read = async (begin: number, end: number): Promise<Uint8Array> => {
    const bytes = new Uint8Array(end - begin)
    for (let at = begin; at < end; at += pieceBytes) {
      const length = Math.min(pieceBytes, end - at)
      const piece = await core.call('files.read', { id, offset: at, length })
      bytes.set(Uint8Array.from(atob(piece.bytes), letter => letter.charCodeAt(0)).subarray(0, length), at - begin)
    }
    return bytes
  }
  let isClosed = false
  /** What cannot be read is said by the document as a whole, not by a page that never comes. */
  let fail: (thrown: unknown) => void = () => undefined
  const failed = new Promise<never>((_, reject) => {
    fail = reject
  })
  class Pieces extends library.PDFDataRangeTransport {
    override requestDataRange(begin: number, end: number): void {
      read(begin, end)
        .then(bytes => !isClosed && this.onDataRange(begin, bytes))
        .catch(fail)
    }
  }

  gone.throwIfAborted()
  const thread = new PdfWorker()
  thread.addEventListener('error', event => fail(new Error(event.message)))
  const giveUp = () => fail(gone.reason)
  gone.addEventListener('abort', giveUp)
  const timer = setTimeout(() => fail(new Error('it takes too long')), openMs)
  /** Said before anybody listens, it is said again to who does. */
  failed.catch(() => undefined)
  try {
    const beginning = await Promise.race([failed, read(0, Math.min(size, pieceBytes))])
    const worker = library.PDFWorker.create({ port: thread, verbosity: 0 })
    const loading = library.getDocument({
      worker,
      range: new Pieces(size, beginning),
      rangeChunkSize: pieceBytes / 3,
      disableAutoFetch: true,
      disableStream: true,
      // The page's policy runs no WebAssembly: what reads rare kinds of pictures is there as plain script.
      useWasm: false,
      useWorkerFetch: false,
      wasmUrl: new URL('pdf/', globalThis.document.baseURI).href,
      // Names that only have to be there: the data comes from modules of the app.
      cMapUrl: 'cmaps/',
      standardFontDataUrl: 'fonts/',
      BinaryDataFactory: PdfData,
      enableXfa: false,
      verbosity: 0,
    })
    const document = await Promise.race([failed, loading.promise])
    const first = document.numPages > 0 ? await Promise.race([failed, sizeOfFirst(document)]) : undefined
    const close = () => {
      if (isClosed) return
      isClosed = true
      const end = () => thread.terminate()
      const patience = setTimeout(end, closeMs)
      // The fonts of its pages lie with the window's until it takes them out.
      void loading
        .destroy()
        .catch(() => undefined)
        .finally(() => {
          clearTimeout(patience)
          end()
        })
    }
    return { document, library, first, failed, close }
  } catch (thrown) {
    isClosed = true
    thread.terminate()
    throw thrown
  } finally {
    clearTimeout(timer)
    gone.removeEventListener('abort', giveUp)
  }
}

async function sizeOfFirst(document: PDFDocumentProxy): Promise<PageSize> {
  const { width, height } = (await document.getPage(1)).getViewport({ scale: pixelsPerPoint })
  return { width, height }
}
