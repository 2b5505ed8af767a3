import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const root = fileURLToPath(new URL('../desktop/renderer', import.meta.url))
const windows = readdirSync(root).filter(name => name.endsWith('.html'))

/** What draws JPEG 2000 and JBIG2, in which scanners write, without WebAssembly: the PDF worker asks for it by these names. */
const decoders = ['jbig2_nowasm_fallback.js', 'openjpeg_nowasm_fallback.js']
const decoder = (name: string) =>
  readFileSync(new URL(`../node_modules/pdfjs-dist/wasm/${name}`, import.meta.url), 'utf8')

const pdfDecoders: Plugin = {
  name: 'pergel-pdf-decoders',
  generateBundle() {
    for (const name of decoders) this.emitFile({ type: 'asset', fileName: `pdf/${name}`, source: decoder(name) })
  },
  configureServer({ middlewares }) {
    middlewares.use('/pdf', ({ url = '' }, response, next) => {
      const name = decoders.find(one => url.startsWith(`/${one}`))
      if (!name) return next()
      response.setHeader('content-type', 'text/javascript').end(decoder(name))
    })
  },
}

/** The renderer: one page per window. Paths are relative, so that a page works from loopback and from a file. */
export default defineConfig({
  root,
  base: './',
  plugins: [react(), pdfDecoders],
  // Fonts and tables of the PDF library, which go into modules.
  assetsInclude: ['**/*.bcmap', '**/*.pfb'],
  build: {
    outDir: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    // Nothing inline: the page's content security policy allows its own files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Whose work is in it: goes into the packed app.
    license: { fileName: 'licenses.md' },
    target: 'chrome130',
    chunkSizeWarningLimit: 4000,
    rolldownOptions: { input: windows.map(name => join(root, name)) },
  },
  // In `npm run dev` the page comes through the browser shell; changes come straight from here.
  server: { host: '127.0.0.1', port: 5173, strictPort: true, hmr: { host: '127.0.0.1', clientPort: 5173 } },
})
