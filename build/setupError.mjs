/** What keeps the machine from being made ready, in words for the person at the keyboard. Anything else is a bug. */
export class SetupError extends Error {}

/**
 * A line about the set-up. On stderr: stdout belongs to the script that is run.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`${text}\n`)
}
