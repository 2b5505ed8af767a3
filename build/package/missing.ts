/** What electron-builder needs from outside, seen in what it said when it failed; undefined for any other failure. */
export function whatIsMissing(said: string, electron: string): string | undefined {
  const reason = networkFailure.exec(said)?.[0]
  const isRuntime =
    /electron-v[\d.]+|electronGet|electron-get|downloadArtifact/i.test(said) ||
    !/nsis|appimage|fpm|winCodeSign/i.test(said)
  if (reason && isRuntime) {
    return [
      `The Electron runtime ${electron} could not be fetched (${reason}).`,
      'Where there is a line to its download site it comes by itself. Without one, put its zips',
      `(electron-v${electron}-<system>-<processor>.zip) or an unpacked runtime into a folder and name it:`,
      '  PERGEL_ELECTRON_DIR=<folder> npm run package -- --linux',
    ].join('\n')
  }
  if (reason) return `A tool of electron-builder could not be fetched (${reason}).`
  if (/wine is required|wine: command not found|spawn wine/i.test(said)) {
    return 'Installers for Windows are made on Windows; elsewhere electron-builder needs Wine, which is not here.'
  }
  return undefined
}

const networkFailure =
  /getaddrinfo E\w+|connect E(?:CONNREFUSED|TIMEDOUT|HOSTUNREACH|NETUNREACH)|ECONNRESET|ETIMEDOUT|Response code (?:403|404|407|5\d\d)|self.signed certificate|unable to get (?:local )?issuer certificate/i
