/**
 * `node build/run.mjs <script> [arguments]`: makes the machine ready, then runs the script on the project's own Node.
 * Runs on whatever Node the machine has (18 or later) and imports nothing that `npm ci` would have to bring first.
 * A launcher is needed because `sh -c "node a && node b"` finds `node` once: the Node that npm ci brings comes too late.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkGivenChromium, fetchChromium, findChromium, howToGetChromium } from './chromium.mjs'
import { installPackages } from './install.mjs'
import { desktopSettings, nodeSettings, ownNode, runOnOwnNode } from './ownNode.mjs'
import { SetupError, say } from './setupError.mjs'

/**
 * What each npm script runs, and whether it is worth fetching a browser for.
 * @type {Record<string, {file: string, browser: 'fetch' | 'find' | 'none'}>}
 */
const scripts = {
  start: { file: 'build/start.ts', browser: 'fetch' },
  test: { file: 'build/test.ts', browser: 'fetch' },
  dev: { file: 'build/dev.ts', browser: 'fetch' },
  bench: { file: 'build/bench.ts', browser: 'fetch' },
  check: { file: 'build/check.ts', browser: 'none' },
  soak: { file: 'build/soak.ts', browser: 'none' },
  server: { file: 'server/cli.ts', browser: 'none' },
  desktop: { file: 'build/desktop.ts', browser: 'find' },
  package: { file: 'build/package.ts', browser: 'none' },
}

const root = fileURLToPath(new URL('..', import.meta.url))

try {
  process.exitCode = await run(process.argv[2] ?? '', process.argv.slice(3))
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  say(error.message)
  process.exitCode = 1
}

/** @param {string} name @param {string[]} args @returns {Promise<number>} the script's exit code */
async function run(name, args) {
  const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined
  if (!script) throw new SetupError(`There is no script "${name}". There are: ${Object.keys(scripts).join(', ')}.`)
  // Before the install: a wrong value should not cost minutes.
  if (script.browser !== 'none') checkGivenChromium(process.env)
  await installPackages(root)
  const node = ownNode(root)
  const chromium = script.browser === 'none' ? undefined : chromiumFor(script.browser, node)
  const env = {
    ...process.env,
    ...nodeSettings(root, process.env),
    ...(name === 'desktop' ? desktopSettings() : {}),
    ...(chromium ? { PERGEL_CHROMIUM: chromium } : {}),
  }
  return runOnOwnNode({ node, args: [join(root, script.file), ...args], env })
}

/** @param {'fetch' | 'find'} wish @param {string} node */
function chromiumFor(wish, node) {
  const found = findChromium({ root, node }) ?? (wish === 'fetch' ? fetchChromium({ root, node }) : undefined)
  if (!found && wish === 'fetch') say(howToGetChromium)
  return found
}
