import { join } from 'node:path'
import type { ErrorBody } from '../../shared/errors.ts'
import type { ResultOf, SyncState } from '../core/api/functions.ts'
import type { HostHandlers } from '../core/api/host.ts'
import { startCoreProcess } from './core/coreProcess.ts'
import { followCore } from './core/followCore.ts'
import type { UsedElectron } from './electron.ts'
import { fileHandlers } from './host/files.ts'
import { keyStoreHandlers, worthOf } from './host/keyStore.ts'
import { noticeHandlers } from './host/notices.ts'
import { printHandlers, printScheme } from './host/print.ts'
import { saveHandlers } from './host/saveFile.ts'
import { linkAmong, parseLink } from './links.ts'
import { menuBar } from './menu.ts'
import { type Options, readOptions } from './options.ts'
import { appScheme, linkScheme } from './origin.ts'
import { servePages } from './pages/servePages.ts'
import type { Part, StartPart } from './parts.ts'
import { guardSession } from './security/guardSession.ts'
import { openOutside } from './security/openOutside.ts'
import { createTray } from './tray.ts'
import { handOutLines } from './windows/lines.ts'
import { openMemory } from './windows/windowMemory.ts'
import { createWindows } from './windows/windows.ts'
import { wordsIn } from './words.ts'

export interface DesktopSettings {
  electron: UsedElectron
  /** Without the program itself. */
  argv: readonly string[]
  env: NodeJS.ProcessEnv
  platform: NodeJS.Platform
  /** Where the bundles are; the app's own folder where nothing else is said. */
  places?: Partial<Places>
  parts?: readonly StartPart[]
  log: (event: string, details?: Record<string, unknown>) => void
  /** Core has opened its files for the first time. */
  ready?: () => void
}

interface Places {
  renderer: string
  preload: string
  core: string
  icons: string
}

/** Must be called before Electron is ready. Ends the app at once where one with the same profile already runs. */
export function startDesktop(settings: DesktopSettings): void {
  const { electron, argv } = settings
  const { app, protocol } = electron
  const options = readOptions(argv, settings.env, app.getPath('userData'))
  // Chromium's own files, and with them the lock of the single instance, belong to the profile.
  app.setPath('userData', join(options.profile, 'shell'))
  const link = linkAmong(argv)
  if (!app.requestSingleInstanceLock({ link: link ?? '' })) {
    app.exit(0)
    return
  }
  app.enableSandbox()
  app.setAppUserModelId('app.pergel.desktop')
  const privileges = { standard: true, secure: true, supportFetchAPI: true }
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { ...privileges, codeCache: true } },
    { scheme: printScheme, privileges: { standard: true, secure: true } },
  ])
  // macOS hands links over before the app is ready.
  const early: string[] = link ? [link] : []
  let open = (path: string): void => {
    early.push(path)
  }
  app.on('open-url', (event, url) => {
    event.preventDefault()
    const path = parseLink(url)
    if (path !== undefined) open(path)
  })
  app.on('second-instance', (_event, _argv, _folder, given) => {
    const { link: path } = (given ?? {}) as { link?: unknown }
    open(typeof path === 'string' ? (parseLink(`${linkScheme}://${path}`) ?? '') : '')
  })
  void app.whenReady().then(async () => {
    const desktop = await runDesktop(settings, options)
    open = desktop.open
    desktop.open(early.at(-1) ?? '')
  })
}

async function runDesktop(settings: DesktopSettings, options: Options): Promise<{ open(path: string): void }> {
  const { electron, platform, log, env } = settings
  const { app, dialog, Menu, nativeTheme, powerMonitor } = electron
  const isMac = platform === 'darwin'
  const root = app.getAppPath()
  const places: Places = {
    renderer: join(root, 'renderer'),
    preload: join(root, 'preload/index.cjs'),
    core: join(root, 'core/index.cjs'),
    icons: join(root, 'icons'),
    ...settings.places,
  }
  const memory = openMemory(join(options.profile, 'windows.json'), log)
  let words = wordsIn(memory.language)
  let isAdmin = false
  let sync: SyncState | undefined
  const parts: Part[] = []

  const session = electron.session.fromPartition('pergel')
  guardSession(session)
  session.protocol.handle(appScheme, servePages(places.renderer))
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme)

  const windows = createWindows({
    electron,
    session,
    memory,
    preload: places.preload,
    ...(isMac ? {} : { icon: join(places.icons, 'icon.png') }),
    openOutside: openOutside(electron, log),
    words: () => words,
    log,
  })
  const open = (path: string) => windows.show('app', path)

  const host: HostHandlers = {
    ...keyStoreHandlers(electron),
    ...noticeHandlers(electron, open),
    ...printHandlers(electron),
    ...saveHandlers(electron),
    ...fileHandlers({ electron, profile: options.profile }),
  }
  const core = startCoreProcess({
    electron,
    entry: places.core,
    start: {
      profile: options.profile,
      server: options.server,
      keyStore: await worthOf(electron, platform),
      log: env['PERGEL_LOG_LEVEL'] === 'debug',
      ...(options.signIn ? { signIn: options.signIn } : {}),
    },
    host,
    lost: () => windows.tellAll({ pergel: 'lost' }),
    failed,
    log,
  })
  handOutLines(electron, core)

  /** Whoever reads it can help themselves where it is the settings alone; everything else is in the other files. */
  const detailOf = ({ code, params }: ErrorBody): string => {
    const { t } = words
    const file = params?.['file']
    if (code === 'storage.damaged' && file === 'profile.json')
      return t('notOpened.settings', { file: join(options.profile, file) })
    const ofFolder = ofProfile[code]
    if (ofFolder) return t(ofFolder, { folder: options.profile })
    return t(`errors:${code}`, { ...params, defaultValue: t('errors:internal') })
  }

  async function failed(error: ErrorBody): Promise<boolean> {
    const { t } = words
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: t('notOpened.title'),
      detail: detailOf(error),
      buttons: [t('notOpened.again'), t('menu.quit')],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    })
    if (response !== 0) app.quit()
    return response === 0
  }

  const tray = createTray({
    electron,
    icon: join(places.icons, isMac ? 'trayTemplate.png' : 'tray.png'),
    open: () => open(''),
    quit: () => app.quit(),
    log,
  })
  const refresh = () => {
    const bar = menuBar(
      { words, isMac, isAdmin, isDevelopment: !app.isPackaged, help: parts.flatMap(({ help }) => help?.(words) ?? []) },
      {
        search: () => windows.send({ pergel: 'do', what: 'palette' }),
        shortcuts: () => windows.send({ pergel: 'do', what: 'help' }),
        newWindow: () => windows.open('app', ''),
        admin: () => windows.show('admin'),
        about: () => app.showAboutPanel(),
        quit: () => app.quit(),
      },
    )
    Menu.setApplicationMenu(Menu.buildFromTemplate(bar))
    tray.update(words, sync)
  }

  for (const start of settings.parts ?? []) {
    const part = start({
      options,
      log,
      words: () => words,
      tell: core.tell,
      refreshMenu: () => refresh(),
      quit: () => app.quit(),
    })
    parts.push(part)
    // Core asks by name, and not before it has opened its files.
    Object.assign(host, part.host)
  }
  app.setAboutPanelOptions({ applicationName: 'Pergel', applicationVersion: app.getVersion() })
  refresh()

  let isFirst = true
  core.onReady(() => {
    if (isFirst) settings.ready?.()
    isFirst = false
  })
  followCore(core, {
    'preferences.get': ({ language, theme }) => {
      nativeTheme.themeSource = theme
      if (language === words.language) return
      words = wordsIn(language)
      memory.keepLanguage(language)
      refresh()
    },
    'session.state': state => {
      const next = mayAdminister(state)
      if (next === isAdmin) return
      isAdmin = next
      refresh()
    },
    'sync.state': state => {
      sync = state
      tray.update(words, sync)
    },
  })

  powerMonitor.on('suspend', () => core.tell('power', { awake: false }))
  powerMonitor.on('resume', () => core.tell('power', { awake: true }))
  app.on('activate', () => {
    if (windows.count() === 0) open('')
  })
  app.on('window-all-closed', () => {
    if (!isMac) app.quit()
  })
  stopInOrder()
  return { open }

  /** Windows are closed by then; core closes its files before the app ends, however long that takes it. */
  function stopInOrder(): void {
    let isStopped = false
    let isStopping = false
    app.on('will-quit', event => {
      if (isStopped) return
      event.preventDefault()
      if (isStopping) return
      isStopping = true
      void core
        .stop()
        .then(() => Promise.all(parts.map(part => part.stop?.())))
        .catch(thrown => log('stop.failed', { reason: String(thrown) }))
        .then(() => {
          isStopped = true
          tray.close()
          app.quit()
        })
    })
  }
}

/** Whoever may do anything that the admin window is for; the window itself decides what it shows. */
const mayAdminister = ({ viewer }: ResultOf<'session.state'>): boolean =>
  viewer?.rights.abilities.some(ability => ability === 'admin' || ability === 'manageKeys') ?? false

/** Why core did not begin, where the folder itself is the reason: the words name it. */
const ofProfile: Partial<Record<ErrorBody['code'], string>> = {
  'storage.readOnly': 'notOpened.readOnly',
  'storage.full': 'notOpened.full',
}
