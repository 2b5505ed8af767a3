import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { npm } from './npm.mjs'

/**
 * Gives `work` a Node that is as new as the project's own: this one, or one fetched for the purpose. npm must run on it,
 * because it leaves out optional packages (the native parts of Vite, for one) that do not like the Node it runs on.
 * @param {string} root @param {(node: string) => Promise<void>} work
 */
export async function withNewNode(root, work) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const version = packages['node_modules/node'].version
  if (majorOf(process.versions.node) >= majorOf(version)) return work(process.execPath)
  const folder = mkdtempSync(join(tmpdir(), 'pergel-node-'))
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }')
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock']
    await npm({ node: process.execPath, folder, args: ['install', `${binaryPackage}@${version}`, ...options] })
    await work(join(folder, 'node_modules', binaryPackage, 'bin', isWindows ? 'node.exe' : 'node'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const isWindows = process.platform === 'win32'
const platform = isWindows ? 'win' : process.platform

/** The package that holds the binary which the package `node` puts in place. */
const binaryPackage = `${platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'}-${platform}-${process.arch}`

/** @param {string} version */
const majorOf = version => Number(version.split('.')[0])
