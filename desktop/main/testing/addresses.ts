/**
 * A Chromium that is not Electron's knows no schemes of ours. Here `pergel-app://app/…` is `https://app.pergel-app.test/…`:
 * a secure origin of its own, whose every request is answered by the protocol handler. Main sees only the real addresses.
 */
const suffix = '.test'
const schemes = ['pergel-app', 'pergel-print']

export function inBrowser(url: string): string {
  const scheme = schemes.find(name => url.startsWith(`${name}://`))
  return scheme ? url.replace(new RegExp(`^${scheme}://([^/?#]*)`), `https://$1.${scheme}${suffix}`) : url
}

export function inElectron(url: string): string {
  const [, host, scheme, rest] = /^https:\/\/([^/?#]*)\.([a-z-]+)\.test([/?#].*)?$/.exec(url) ?? []
  return scheme && schemes.includes(scheme) ? `${scheme}://${host}${rest ?? '/'}` : url
}
