/**
 * `node build/deploy/install.mjs <folder> [--external-database]`: puts the server alone into a folder, with its own Node
 * and without the desktop's packages. An installation that stands there is replaced whole, and kept beside it as
 * `<folder>.old`. Runs on Node 18 or later with npm, and imports no package.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withNewNode } from '../newNode.mjs'
import { npm } from '../npm.mjs'
import { ownNodePath } from '../ownNode.mjs'
import { SetupError, say } from '../setupError.mjs'
import { serverTree } from './serverTree.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

try {
  await install(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  say(error.message)
  process.exitCode = 1
}

/** @param {string[]} args */
async function install(args) {
  const [given, ...more] = args.filter(arg => !arg.startsWith('--'))
  const flags = args.filter(arg => arg.startsWith('--'))
  if (!given || more.length > 0 || flags.some(flag => flag !== '--external-database'))
    throw new SetupError('node build/deploy/install.mjs <folder> [--external-database]')
  const target = resolve(given)
  refuseForeign(target)
  // Whoever runs the server must be able to read it, and only who installs it to change it.
  process.umask(0o022)
  const fresh = `${target}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })

  copySources(fresh)
  const tree = serverTree(read('package.json'), read('package-lock.json'), {
    embedded: !flags.includes('--external-database'),
  })
  writeFileSync(join(fresh, 'package.json'), `${JSON.stringify(tree.manifest, null, 2)}\n`)
  writeFileSync(join(fresh, 'package-lock.json'), `${JSON.stringify(tree.lock, null, 2)}\n`)
  say(`Installing the server's packages (${Object.keys(tree.lock.packages).length - 1} of them) …`)
  const scripts = Object.keys(tree.manifest.allowScripts ?? {})
  await withNewNode(root, async node => {
    await npm({ node, folder: fresh, args: ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'] })
    const present = scripts.filter(name => existsSync(join(fresh, 'node_modules', name)))
    await npm({ node, folder: fresh, args: ['rebuild', ...present] })
  })
  // What the binary was unpacked from: headers, and the binary once more.
  rmSync(join(fresh, 'node_modules/node/node_modules'), { recursive: true, force: true })
  // Only a server that runs takes the place of one that does.
  const tried = spawnSync(ownNodePath(fresh), [join(fresh, 'server/cli.ts'), '--help'], { encoding: 'utf8' })
  if (tried.status !== 0) {
    say(tried.stderr ?? String(tried.error))
    throw new SetupError(`What was installed in ${fresh} does not run; ${target} is as it was.`)
  }

  if (existsSync(target)) {
    rmSync(`${target}.old`, { recursive: true, force: true })
    renameSync(target, `${target}.old`)
  }
  renameSync(fresh, target)
  say(`Installed: ${target} (version ${tree.manifest.version}). Try: ${join(target, 'bin/pergel-server')} --help`)
}

/** An empty folder or an installation of ours may go; anything else is somebody's. @param {string} target */
function refuseForeign(target) {
  if (!existsSync(target) || existsSync(join(target, 'bin/pergel-server'))) return
  if (readdirSync(target).length > 0)
    throw new SetupError(`${target} is there and is no Pergel server; name another folder.`)
}

/** @param {string} fresh */
function copySources(fresh) {
  for (const folder of ['server', 'shared']) {
    cpSync(join(root, folder), join(fresh, folder), { recursive: true, filter: path => isServed(path) })
  }
  mkdirSync(join(fresh, 'bin'))
  cpSync(join(root, 'build/deploy/pergel-server'), join(fresh, 'bin/pergel-server'))
  cpSync(join(root, 'build/deploy/healthcheck.mjs'), join(fresh, 'bin/healthcheck.mjs'))
  for (const file of ['LICENSE', 'DEPLOYMENT.md'])
    if (existsSync(join(root, file))) cpSync(join(root, file), join(fresh, file))
}

/** Not the tests, nor what only they use. @param {string} path */
function isServed(path) {
  const inProject = path.slice(root.length)
  if (/\.(test|bench)\.tsx?$/.test(path) || basename(path) === 'tsconfig.json') return false
  // The demo company of `shared/testing` is a verb of the server.
  return !/^\/?server\/(.*\/)?testing(\.ts)?$/.test(inProject)
}

/** @param {string} name @returns {any} */
function read(name) {
  return JSON.parse(readFileSync(join(root, name), 'utf8'))
}
