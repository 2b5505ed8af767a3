import { spawn } from 'node:child_process'

/**
 * Tells systemd how the start or the end goes (`Type=notify`), through its own tool, since Node has no datagram sockets
 * of the file system. Nothing happens where no service manager listens; a tool that is missing is said, since the unit
 * would wait for the word in vain.
 */
export function tellServiceManager(state: 'READY=1' | 'STOPPING=1', status: string): Promise<void> {
  if (!process.env['NOTIFY_SOCKET']) return Promise.resolve()
  return new Promise(done => {
    const told = spawn('systemd-notify', [`--pid=${process.pid}`, state, `STATUS=${status}`], { stdio: 'ignore' })
    told.once('error', error => {
      console.error(`systemd-notify: ${error.message}; use Type=exec in the unit`)
      done()
    })
    told.once('exit', () => done())
  })
}
