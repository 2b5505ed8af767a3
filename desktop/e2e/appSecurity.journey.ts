import { test as base, expect } from '@playwright/test'
import { type App, startApp } from './fixtures/app.ts'

/** The rules that hold in every window of the Electron app, tried in a real page against its real main. */
const test = base.extend<{ app: App }>({
  app: async ({ browser }, use) => {
    const app = await startApp(browser)
    await use(app)
    await app.close()
  },
})

test('every window is sandboxed and isolated, without Node, and shows our own scheme', async ({ app }) => {
  await app.page()
  app.choose('admin')
  app.choose('newWindow')
  await app.page(2)
  expect(app.app.isSandboxed).toBe(true)
  for (const { options, webContents } of app.windows) {
    expect(options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellcheck: false,
    })
    expect(webContents.getURL()).toMatch(/^pergel-app:\/\/app\/index\.html/)
  }
  expect(app.schemes.map(({ scheme }) => scheme)).toEqual(['pergel-app', 'pergel-print'])
  for (const { privileges } of app.schemes) expect(privileges).not.toMatchObject({ bypassCSP: true })
})

test('the preload script adds one name to the page, a function, and nothing of Node or Electron', async ({ app }) => {
  const page = await app.page()
  const found = await page.evaluate(() => {
    const frame = document.body.appendChild(document.createElement('iframe'))
    const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow ?? {}))
    const names = Object.getOwnPropertyNames(window).filter(name => !plain.has(name) && !/^\d+$/.test(name))
    frame.remove()
    const node = ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron']
    return { names, type: typeof window['pergel' as never], node: node.filter(name => name in window) }
  })
  expect(found.type).toBe('function')
  expect(found.node).toEqual([])
  expect(found.names.filter(name => !name.startsWith('__'))).toEqual(['pergel'])
})

test('the page runs no text as a program and asks nobody', async ({ app }) => {
  const page = await app.page()
  const tried = await page.evaluate(async () => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', event => violations.push(event.effectiveDirective))
    const attempt = async (work: () => unknown) => {
      try {
        await work()
        return 'done'
      } catch {
        return 'refused'
      }
    }
    const script = document.createElement('script')
    script.textContent = 'window.wasRun = true'
    document.head.append(script)
    const image = new Image()
    image.src = 'https://evil.example/x.png'
    const outcome = {
      asked: await attempt(() => fetch('https://evil.example/')),
      askedOwn: await attempt(() => fetch('index.html')),
      socket: await attempt(
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket('wss://evil.example/')
            socket.onopen = resolve
            socket.onerror = reject
          }),
      ),
      wasRun: 'wasRun' in window,
    }
    await new Promise(resolve => setTimeout(resolve, 200))
    return { ...outcome, violations }
  })
  expect(tried).toMatchObject({ asked: 'refused', askedOwn: 'refused', socket: 'refused', wasRun: false })
  expect(tried.violations).toEqual(expect.arrayContaining(['script-src-elem', 'connect-src', 'img-src']))
})

test('eval is refused in the page', async ({ app }) => {
  const page = await app.page()
  // Not by evaluate: the debugger is above the policy. A handler that the page itself runs is not.
  await page.evaluate(() => {
    window.addEventListener('click', () => {
      try {
        // biome-ignore lint/security/noGlobalEval: this is what must not work
        document.title = String(globalThis.eval('"run"'))
      } catch {
        document.title = 'refused'
      }
    })
  })
  await page.mouse.click(5, 5)
  await expect(page).toHaveTitle('refused')
})

test('a page goes nowhere else; a link to the web opens outside', async ({ app }) => {
  const page = await app.page()
  const home = page.url()
  await follow(page, 'https://www.firma.com.tr/katalog')
  await expect.poll(() => app.outside).toEqual(['https://www.firma.com.tr/katalog'])
  await page.evaluate(() => {
    location.href = 'https://evil.example/'
  })
  await expect.poll(() => app.outside.length).toBe(2)
  expect(page.url()).toBe(home)
  // What was refused may still be ending, and would end the reload too.
  await expect(() => page.reload()).toPass()
  await expect(page.locator('form')).toBeVisible()
})

test('a page opens no window by itself: the web outside, our own pages in our own windows, the rest not at all', async ({
  app,
}) => {
  const page = await app.page()
  await follow(page, 'https://www.firma.com.tr/', '_blank')
  await expect.poll(() => app.outside).toEqual(['https://www.firma.com.tr/'])
  await page.evaluate(() => void window.open('about:blank'))
  await page.waitForTimeout(500)
  expect(app.windows).toHaveLength(1)

  await page.evaluate(() => void window.open('?window=admin#/people'))
  await expect.poll(() => app.windows.length).toBe(2)
  await app.page(1)
  expect(app.window(1).webContents.getURL()).toBe('pergel-app://app/index.html?window=admin#/people')
  await page.evaluate(() => void window.open('?window=admin'))
  await page.waitForTimeout(500)
  expect(app.windows).toHaveLength(2)
  expect(app.outside).toHaveLength(1)
  expect(app.window().webContents.opened).toEqual(['deny', 'deny', 'deny', 'deny'])
  expect(page.context().pages()).toHaveLength(2)
})

test('nothing of the machine is given to a page but the clipboard to write on', async ({ app }) => {
  await app.page()
  const { webContents } = app.window()
  const { session } = webContents
  for (const permission of [
    'geolocation',
    'media',
    'notifications',
    'clipboard-read',
    'midi',
    'usb',
    'openExternal',
    'fileSystem',
  ] as const)
    expect(session.asks(webContents, permission), permission).toEqual({ request: false, check: false })
  expect(session.asks(webContents, 'clipboard-sanitized-write')).toEqual({ request: true, check: true })
  expect(session.mayUseDevice?.()).toBe(false)
  expect(session.download()).toBe(false)
  expect(session.spellChecker).toBe(false)
  expect([...app.sessions.keys()]).toEqual(['pergel'])
})

test('a webview cannot be attached, a frame cannot go anywhere', async ({ app }) => {
  const page = await app.page()
  let isPrevented = false
  app.window().webContents.emit(
    'will-attach-webview',
    {
      preventDefault: () => {
        isPrevented = true
      },
    },
    {},
    {},
  )
  expect(isPrevented).toBe(true)
  await page.evaluate(() => {
    const frame = document.createElement('iframe')
    frame.src = 'https://evil.example/'
    document.body.append(frame)
  })
  await page.waitForTimeout(300)
  expect(
    page
      .frames()
      .map(frame => frame.url())
      .filter(url => url.includes('evil')),
  ).toEqual([])
})

test('a page that is not ours gets no line to core', async ({ app }) => {
  await app.page()
  const { webContents } = app.window()
  const got: unknown[] = []
  const sender = {
    isDestroyed: () => false,
    postMessage: (...args: unknown[]) => got.push(args),
    getURL: () => webContents.getURL(),
  }
  for (const senderFrame of [
    null,
    { parent: null, url: 'https://evil.example/' },
    { parent: null, url: 'pergel-app://other/index.html' },
    { parent: {}, url: 'pergel-app://app/index.html' },
  ])
    app.ipcMain.emit('pergel', { sender, senderFrame })
  await new Promise(resolve => setTimeout(resolve, 200))
  expect(got).toEqual([])
  app.ipcMain.emit('pergel', { sender, senderFrame: { parent: null, url: 'pergel-app://app/index.html' } })
  await expect.poll(() => got.length).toBe(1)
})

/** A person clicks a link that stands on the screen. */
async function follow(page: Awaited<ReturnType<App['page']>>, href: string, target = '') {
  await page.evaluate(
    ({ href, target }) => {
      const link = document.createElement('a')
      Object.assign(link, { href, target, rel: 'noopener', textContent: 'x', id: 'out' })
      link.style.cssText = 'position:fixed;top:0;left:0;z-index:9999;width:40px;height:40px'
      document.body.append(link)
    },
    { href, target },
  )
  await page.locator('#out').click()
  await page.evaluate(() => document.getElementById('out')?.remove())
}
