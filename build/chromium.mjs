import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { SetupError, say } from './setupError.mjs'

/**
 * The Chromium-based browsers of each system, in the order we take them.
 * @type {Record<string, (env: NodeJS.ProcessEnv) => string[]>}
 */
const places = {
  darwin: env =>
    ['/Applications', join(env.HOME ?? '', 'Applications')].flatMap(folder => [
      `${folder}/Google Chrome.app/Contents/MacOS/Google Chrome`,
      `${folder}/Chromium.app/Contents/MacOS/Chromium`,
      `${folder}/Microsoft Edge.app/Contents/MacOS/Microsoft Edge`,
    ]),
  win32: env =>
    [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].flatMap(folder =>
      [
        'Google\\Chrome\\Application\\chrome.exe',
        'Chromium\\Application\\chrome.exe',
        'Microsoft\\Edge\\Application\\msedge.exe',
      ].map(file => `${folder}\\${file}`),
    ),
  linux: env =>
    [
      'google-chrome-stable',
      'google-chrome',
      'chromium',
      'chromium-browser',
      'microsoft-edge-stable',
      'microsoft-edge',
    ].flatMap(name => (env.PATH ?? '').split(delimiter).map(folder => join(folder, name))),
}

export const howToGetChromium =
  'No Chrome, Chromium or Edge was found. Install one, or set PERGEL_CHROMIUM to the path of its program file.'

/** Throws SetupError when PERGEL_CHROMIUM names nothing. @param {NodeJS.ProcessEnv} env */
export function checkGivenChromium(env) {
  if (!env.PERGEL_CHROMIUM || statSync(env.PERGEL_CHROMIUM, { throwIfNoEntry: false })?.isFile()) return
  throw new SetupError(
    `PERGEL_CHROMIUM is "${env.PERGEL_CHROMIUM}", but there is no such file; allowed is the path of a Chrome, Chromium or Edge program file, or nothing.`,
  )
}

/**
 * The browser to use: PERGEL_CHROMIUM, an installed one, or Playwright's own.
 * @param {{root: string, node: string, env?: NodeJS.ProcessEnv, platform?: string}} options
 * @returns {string | undefined}
 */
export function findChromium({ root, node, env = process.env, platform = process.platform }) {
  if (env.PERGEL_CHROMIUM) return env.PERGEL_CHROMIUM
  const candidates = (places[platform] ?? (() => []))(env).filter(path => existsSync(path))
  // On Ubuntu chromium-browser may be a stub that only says to install a snap. (Windows' would open a window.)
  const installed = candidates.find(path => platform !== 'linux' || answersVersion(path))
  return installed ?? playwrightsOwn(root, node)
}

/**
 * Fetches a browser: from the system's packages as root on a system with apt-get, else as Playwright's download.
 * @param {{root: string, node: string}} options
 * @returns {string | undefined} undefined when neither worked
 */
export function fetchChromium({ root, node }) {
  const isRoot = process.getuid?.() === 0
  const hasApt = isRoot && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0
  if (hasApt) {
    say('No Chrome, Chromium or Edge was found; installing Chromium (apt-get install chromium).')
    run('apt-get', ['update', '-q'])
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-liberation'])
    const installed = findChromium({ root, node })
    if (installed) return installed
  }
  say("Downloading Playwright's Chromium (playwright install chromium).")
  run(node, [playwrightCli(root), 'install', ...(hasApt ? ['--with-deps'] : []), 'chromium'])
  return findChromium({ root, node })
}

/** @param {string} root @param {string} node */
function playwrightsOwn(root, node) {
  const ask = "process.stdout.write(require('playwright-core').chromium.executablePath())"
  const { stdout } = spawnSync(node, ['-e', ask], { cwd: root, encoding: 'utf8' })
  return stdout && existsSync(stdout) ? stdout : undefined
}

/** @param {string} root */
const playwrightCli = root => join(root, 'node_modules/playwright-core/cli.js')

/** @param {string} path */
function answersVersion(path) {
  return spawnSync(path, ['--version', '--no-sandbox'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}

/** Runs a program that may take minutes, its output on our stderr. @param {string} file @param {string[]} args */
function run(file, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync(file, args, { stdio: ['ignore', 2, 2], env, timeout: 600_000 })
}
