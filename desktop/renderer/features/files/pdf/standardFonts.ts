/** As data addresses, by path. A module of its own: loaded when a document first asks for one of them. */
export const standardFonts = import.meta.glob<string>(
  '../../../../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}',
  {
    eager: true,
    import: 'default',
    query: '?inline',
  },
)
