import { spawn } from 'node:child_process'
import { root } from '../childProcess.ts'

/** Runs electron-builder with electron-builder.yml; gives its exit code and all that it said. Publishes nothing. */
export function electronBuilder(options: {
  args: string[]
  /** Folder of Electron's runtime: zips, or unpacked. */
  runtime?: string | undefined
  onOutput: (text: string) => void
}): Promise<{ code: number; said: string }> {
  const args = ['node_modules/electron-builder/cli.js', ...options.args, '--publish', 'never']
  if (options.runtime) args.push(`-c.electronDist=${options.runtime}`)
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: withoutEmpty(process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
      options.onOutput(text)
    })
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => resolve({ code: code ?? 1, said }))
  })
}

/** A workflow gives secrets that it does not have as empty texts; electron-builder would look for a certificate there. */
const withoutEmpty = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name, value]) => value !== '' || !/^(WIN_)?CSC_|^APPLE_/.test(name)))
