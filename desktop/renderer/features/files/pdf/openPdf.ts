import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { CoreConnection } from '../../../data/transport.ts'

type Library = typeof import('pdfjs-dist/legacy/build/pdf.mjs')

/** A PDF whose pages can be drawn; what it takes is given back by `close`. */
export interface OpenPdf {
  document: PDFDocumentProxy
  library: Library
  close(): void
}

const pieceBytes = 786_432

/**
 * Opens a PDF that is on this machine, reading of it only what its shown pages need. It is read in a worker of its own, and
 * drawn without its scripts, forms or links doing anything: what could run them is not part of the app. Throws what core
 * says, and what the library says of a document that it cannot open.
 */
export async function openPdf(core: CoreConnection, { id, size }: { id: string; size: number }): Promise<OpenPdf> {
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

  const thread = new PdfWorker()
  const close = () => {
    isClosed = true
    thread.terminate()
  }
  thread.addEventListener('error', event => fail(new Error(event.message)))
  try {
    const beginning = await read(0, Math.min(size, pieceBytes))
    const worker = library.PDFWorker.create({ port: thread, verbosity: 0 })
    const document = await Promise.race([
      failed,
      library.getDocument({
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
      }).promise,
    ])
    failed.catch(() => undefined)
    return { document, library, close }
  } catch (thrown) {
    close()
    throw thrown
  }
}
