/**
 * What npm's failures mean and what to do, most telling first. npm's own output has been shown above the line we print.
 * @type {[RegExp, string][]}
 */
const meanings = [
  [/ENOSPC|EDQUOT/, 'the disk is full. Pergel needs about 1.5 GB for its packages; free some space and try again.'],
  [
    /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network/i,
    'the package registry cannot be reached. Check the network, and behind a proxy `npm config get proxy` and `npm config get registry`; packages are needed once, after that Pergel works offline.',
  ],
  [
    /SELF_SIGNED_CERT|UNABLE_TO_VERIFY|CERT_/,
    'the registry shows a certificate that this machine does not trust. Behind a company proxy, set NODE_EXTRA_CA_CERTS to its certificate file.',
  ],
  [
    /EACCES|EPERM|EROFS|EBUSY/,
    'files in the project folder cannot be written or are in use. Check who owns node_modules, and close programs that run from it.',
  ],
  [
    /EINTEGRITY/,
    'a downloaded package is not what package-lock.json says. Run `npm cache verify` and try again; a proxy may be changing downloads.',
  ],
  [/EUSAGE|in sync/, 'package.json and package-lock.json do not agree. Run `npm install` and commit both files.'],
  [/E401|E403/, 'the registry refuses this account. Check `npm whoami` and `npm config get registry`.'],
  [
    /E404|ETARGET/,
    'the registry does not have a package that package-lock.json names. Check `npm config get registry`.',
  ],
  [/spawn npm|ENOENT.*npm/, 'npm itself was not found. Install it with Node (https://nodejs.org).'],
]

/**
 * One plain line for a failed `npm ci`.
 * @param {string} output everything npm printed
 */
export function explainNpmFailure(output) {
  const meaning = meanings.find(([pattern]) => pattern.test(output))?.[1]
  return `Installing packages failed: ${meaning ?? 'npm says why above.'}`
}
