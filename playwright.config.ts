import { defineConfig } from '@playwright/test'
import type { Shell } from './desktop/e2e/fixtures/journey.ts'

/** Set by `npm test` where an Electron runtime is on the machine (build/stages.ts). */
const { PERGEL_ELECTRON: runtime, PERGEL_ELECTRON_APP: app } = process.env

/**
 * What the browser shall leave out. Pages for the suggestions of its address bar, made with every window, which nobody
 * sees; and what Playwright leaves out (its chromiumSwitches.ts), since the browser heeds the last such list alone.
 */
const unused = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
]

/** The journeys of desktop/e2e, in the browser that build/run.mjs found. Each starts its own server and desktops. */
export default defineConfig<Shell>({
  testDir: 'desktop/e2e',
  testMatch: /\.(spec|journey)\.ts$/,
  outputDir: 'test-results',
  // Two at a time: a journey waits more than it works (a server, a database, two desktops and a browser take a core and a half at most).
  workers: 2,
  fullyParallel: false,
  // What passes only at a second try is named at the end of the run: a slow machine must not stop a change, nor hide it.
  retries: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  projects: [
    { name: 'browser shell' },
    // Not those that run main on a double, nor those in which one window outlives the end of its core.
    ...(runtime && app
      ? [
          {
            name: 'Electron',
            testIgnore: [/screens\.journey\.ts$/, /\/app\w*\.journey\.ts$/, /(draft|twoDesktops)\.journey\.ts$/],
            use: { electron: { runtime, app } },
          },
        ]
      : []),
  ],
  use: {
    browserName: 'chromium',
    launchOptions: {
      // Where no locale is set, Chromium on Linux cannot name a download in Turkish.
      env: { ...(process.env as Record<string, string>), LC_ALL: 'C.UTF-8' },
      ...(process.env.PERGEL_CHROMIUM ? { executablePath: process.env.PERGEL_CHROMIUM } : {}),
      // Containers keep /dev/shm small.
      args: ['--disable-dev-shm-usage', `--disable-features=${unused.join()}`],
    },
    locale: 'tr-TR',
    timezoneId: 'Europe/Istanbul',
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    // The page as it was at each step costs a tenth of a journey, filming it a fifth: the former when a journey is tried
    // again, the latter not at all. A first failure leaves its picture and what the page said.
    trace: { mode: 'on-first-retry', screenshots: false },
  },
})
