/** What others may use of the server: the tests, the benchmarks, and later the app that brings a server of its own. */
export { createServer, type PergelServer, type ServerOverrides } from './app.ts'
export { type Config, ConfigError, readConfig } from './config.ts'
export { openInstallation } from './installation.ts'
export { createServices, type Services } from './services.ts'
export { version } from './version.ts'
