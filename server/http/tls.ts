import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import type { Server } from 'node:http'
import { Server as HttpsServer } from 'node:https'
import type { TlsFiles } from '../config.ts'
import type { Logger } from './logger.ts'

/** Gives the server its certificate, and a renewed one within ten seconds of the file's change, without a restart. */
export function keepTlsFiles(server: Server, files: TlsFiles, logger: Logger): { close: () => void } {
  const load = () => {
    if (server instanceof HttpsServer)
      server.setSecureContext({ cert: readFileSync(files.cert), key: readFileSync(files.key) })
  }
  load()
  const reload = () => {
    try {
      load()
      logger.info('certificate renewed')
    } catch (error) {
      // Half of the pair is new so far; the old one goes on until both fit.
      logger.failure('certificate not usable', error)
    }
  }
  const paths = [files.cert, files.key]
  for (const path of paths) watchFile(path, { interval: 10_000, persistent: false }, reload)
  return {
    close: () => {
      for (const path of paths) unwatchFile(path, reload)
    },
  }
}
