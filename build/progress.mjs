/** Milliseconds: on a terminal the line is written over itself, elsewhere a log is not to be filled with it. */
const often = 500
const seldom = 10_000

/**
 * Shows that something long goes on, in a line that moves. Answers how to stop it.
 * @param {() => string} words how far it is @param {Pick<NodeJS.WriteStream, 'write' | 'isTTY'>} out
 * @returns {() => void}
 */
export function showProgress(words, out = process.stderr) {
  const started = Date.now()
  const show = () => {
    const line = `  ${words()} · ${timeOf(Date.now() - started)}`
    out.write(out.isTTY ? `\r\x1b[K${line}` : `${line}\n`)
  }
  const timer = setInterval(show, out.isTTY ? often : seldom)
  if (out.isTTY) show()
  return () => {
    clearInterval(timer)
    if (out.isTTY) out.write('\r\x1b[K')
  }
}

/** Minutes and seconds: `1:05`. @param {number} ms */
const timeOf = ms => {
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
