import * as electron from 'electron'
import { startDesktop } from './startDesktop.ts'
import { systemUpdater } from './updates/systemUpdater.ts'
import { updatesPart } from './updates/updatesPart.ts'

/** Electron's main process. What it does stands in startDesktop.ts, which is given Electron. */
try {
  startDesktop({
    electron,
    argv: process.argv.slice(1),
    env: process.env,
    platform: process.platform,
    parts: [
      updatesPart({
        app: electron.app,
        fetch: (url, init) => electron.net.fetch(String(url), init),
        updater: systemUpdater,
        platform: process.platform,
        env: process.env,
        say: (message, detail, ok) =>
          void electron.dialog.showMessageBox({ type: 'info', message, detail, buttons: [ok], noLink: true }),
      }),
    ],
    log: (event, details) => {
      if (process.env['PERGEL_LOG_LEVEL'] === 'debug') console.error(JSON.stringify({ event, ...details }))
    },
    ready: () => console.log('Pergel desktop is ready'),
  })
} catch (thrown) {
  console.error(`Pergel desktop: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
  electron.app.exit(1)
}
// Whoever started us (npm start) ends us by letting go of the channel: on every system the same, and in order.
process.once('disconnect', () => electron.app.quit())
process.channel?.unref()
