/**
 * Compares npm's lock file with the record that npm keeps of what it installed. Optional packages may be missing
 * when they are meant for another platform, or belong to one that is.
 * @param {string} lockText package-lock.json
 * @param {string} installedText node_modules/.package-lock.json
 */
export function isSameTree(lockText, installedText) {
  const { '': _project, ...wanted } = packagesOf(lockText)
  const installed = packagesOf(installedText)
  const isMet = (/** @type {string} */ path) => {
    const entry = installed[path]
    if (!entry) return mayBeMissing(wanted[path])
    return entry.version === wanted[path]?.version && entry.integrity === wanted[path]?.integrity
  }
  return Object.keys(wanted).every(isMet) && Object.keys(installed).every(path => Object.hasOwn(wanted, path))
}

/**
 * Where the packages that this system needs come to stand.
 * @param {string} lockText package-lock.json @returns {string[]}
 */
export function neededPaths(lockText) {
  const { '': _project, ...wanted } = packagesOf(lockText)
  return Object.keys(wanted).filter(path => !mayBeMissing(wanted[path]))
}

/**
 * npm leaves out optional packages for other systems, and what only those need. It leaves out as well, without a word,
 * those that do not like the Node it ran on; without these the tree is not whole.
 * @param {LockEntry | undefined} entry
 */
function mayBeMissing(entry) {
  if (!entry?.optional && !entry?.devOptional) return false
  if (!entry.os && !entry.cpu) return true
  const fits = (/** @type {string[] | undefined} */ list, /** @type {string} */ here) => !list || list.includes(here)
  return !(fits(entry.os, process.platform) && fits(entry.cpu, process.arch) && fits(entry.libc, libc()))
}

/** 'glibc', 'musl' or, where there is neither, ''. */
function libc() {
  if (process.platform !== 'linux') return ''
  const report = /** @type {{header: {glibcVersionRuntime?: string}}} */ (process.report.getReport())
  return report.header.glibcVersionRuntime ? 'glibc' : 'musl'
}

/**
 * @typedef {{version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, os?: string[], cpu?: string[], libc?: string[]}} LockEntry
 * @param {string} text @returns {Record<string, LockEntry>}
 */
function packagesOf(text) {
  try {
    return JSON.parse(text).packages ?? {}
  } catch {
    // A half-written record means an interrupted install: nothing is known to be there.
    return {}
  }
}
