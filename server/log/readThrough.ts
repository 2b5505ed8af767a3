import type { Readable } from 'node:stream'

/**
 * Gives every chunk of the stream to `take`, and rejects with what it throws: thrown within a stream's listener it would
 * leave through nobody's hands and end the process. The rest is still read, to nobody: the driver never resumes a connection
 * whose reader was destroyed half way.
 */
export function readThrough(stream: Readable, take: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let broken: { by: unknown } | undefined
    stream
      .on('data', (chunk: Buffer) => {
        if (broken) return
        try {
          take(chunk)
        } catch (by) {
          broken = { by }
        }
      })
      .on('end', () => (broken ? reject(broken.by) : resolve()))
      .on('error', reject)
  })
}
