/**
 * The files that a folder of updates may give out, and what they are: the updater's own descriptions, the signed release,
 * installers and their block maps. Everything else in the folder, notes and keys laid there by mistake too, is not there.
 */
export function knownFile(name: string): { type: string; isDescription: boolean } | undefined {
  const description = descriptions[name]
  if (description) return { type: description, isDescription: true }
  if (!/^\w[\w.+-]*$/.test(name)) return undefined
  const type = installers[name.slice(name.lastIndexOf('.') + 1)]
  return type ? { type, isDescription: false } : undefined
}

const yaml = 'text/yaml; charset=utf-8'
const descriptions: Readonly<Record<string, string>> = {
  __proto__: null as never,
  'release.json': 'application/json; charset=utf-8',
  'latest.yml': yaml,
  'latest-mac.yml': yaml,
  'latest-linux.yml': yaml,
  'latest-linux-arm64.yml': yaml,
}

const installers: Readonly<Record<string, string>> = {
  __proto__: null as never,
  exe: 'application/vnd.microsoft.portable-executable',
  blockmap: 'application/octet-stream',
  dmg: 'application/x-apple-diskimage',
  zip: 'application/zip',
  AppImage: 'application/octet-stream',
  deb: 'application/vnd.debian.binary-package',
}
