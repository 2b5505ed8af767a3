interface Asked {
  kind: string
  filename: string
}

/** Files that a PDF may take for granted: fonts that it does not bring along, and tables of East Asian writing. */
const loaders: Readonly<Record<string, () => Promise<Readonly<Record<string, string>>>>> = {
  standardFontDataUrl: async () => (await import('./standardFonts.ts')).standardFonts,
  cMapUrl: async () => (await import('./characterMaps.ts')).characterMaps,
}

/** Gives them to the library out of the app's own modules, since its pages may ask nobody for a file. */
export class PdfData {
  async fetch({ kind, filename }: Asked): Promise<Uint8Array> {
    const files = await loaders[kind]?.()
    const url = Object.entries(files ?? {}).find(([path]) => path.endsWith(`/${filename}`))?.[1]
    if (!url) throw new Error(`there is no ${filename}`)
    return Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), letter => letter.charCodeAt(0))
  }
}
