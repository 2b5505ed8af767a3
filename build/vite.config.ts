import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = fileURLToPath(new URL('../desktop/renderer', import.meta.url))
const windows = readdirSync(root).filter(name => name.endsWith('.html'))

/** The renderer: one page per window. Paths are relative, so that a page works from loopback and from a file. */
export default defineConfig({
  root,
  base: './',
  plugins: [react()],
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
