/** As data addresses, by path. A module of its own: loaded when a document first asks for one of them. */
export const characterMaps = import.meta.glob<string>('../../../../../node_modules/pdfjs-dist/cmaps/*.bcmap', {
  eager: true,
  import: 'default',
  query: '?inline',
})
