/** The library comes without types for the half of it that reads; it is only loaded, and then found by the other half. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs'
