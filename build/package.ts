import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import updateKeys from '../resources/update-keys.json' with { type: 'json' }
import { root } from './childProcess.ts'
import { makeAppFolder } from './package/appFolder.ts'
import { electronBuilder } from './package/electronBuilder.ts'
import { whatIsMissing } from './package/missing.ts'
import { makeKey } from './release/key.ts'
import { signRelease } from './release/sign.ts'

const usage = `Installers of the desktop, and the vendor's signature over them.

  npm run package -- [--win] [--mac] [--linux] [--dir]

  --win --mac --linux   for which systems; this one where none is named
  --dir                 the app unpacked, without an installer
  --bundle              only what is packed: dist/app

  npm run package -- sign FOLDER --key FILE [--number N] [--minimum VERSION]

  FOLDER                the installers of one version, of all systems together
  --key FILE            the vendor's private key, which stays offline
  --number N            the release's number; one more than in the FOLDER's release.json where not given
  --minimum VERSION     desktops below it are asked to update at once

  npm run package -- key FILE

  makes a key pair: the private key into FILE, the public one into resources/update-keys.json. With
  PERGEL_KEY_PASSPHRASE set, the private key is encrypted with it.
`

const systems = ['win', 'mac', 'linux'] as const
const own = { win32: 'win', darwin: 'mac' }[process.platform as string] ?? 'linux'

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      win: { type: 'boolean' },
      mac: { type: 'boolean' },
      linux: { type: 'boolean' },
      dir: { type: 'boolean' },
      bundle: { type: 'boolean' },
      key: { type: 'string' },
      number: { type: 'string' },
      minimum: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const [verb, path] = positionals
  const passphrase = process.env['PERGEL_KEY_PASSPHRASE']
  if (verb === 'key') {
    if (!path) throw new Error('Which file shall the private key be written to? npm run package -- key FILE')
    const publicKey = await makeKey({ file: resolve(path), passphrase, keys: join(root, 'resources/update-keys.json') })
    return console.log(
      `The private key is in ${path}: keep it offline, with a copy. The public key ${publicKey} is in resources/update-keys.json: commit it.`,
    )
  }
  if (verb === 'sign') {
    if (!path || !values.key) throw new Error('npm run package -- sign FOLDER --key FILE')
    const release = await signRelease({
      folder: resolve(path),
      key: readFileSync(values.key, 'utf8'),
      passphrase,
      publicKeys: updateKeys as string[],
      ...(values.number ? { number: Number(values.number) } : {}),
      ...(values.minimum ? { minimum: values.minimum } : {}),
    })
    const files = release.files.map(({ name }) => `  ${name}`).join('\n')
    return console.log(`Release ${release.number}, version ${release.version}, is signed:\n${files}`)
  }
  if (verb) throw new Error(`There is no "${verb}"; there are sign and key. Without one, installers are made.`)
  const wanted = systems.filter(system => values[system])
  await makeInstallers(wanted.length > 0 ? wanted : [own], values)
}

async function makeInstallers(wanted: readonly string[], { dir, bundle }: { dir?: boolean; bundle?: boolean }) {
  if (updateKeys.length === 0)
    console.log(
      'resources/update-keys.json holds no key: this build will take no updates (npm run package -- key FILE).',
    )
  await makeAppFolder(join(root, 'dist/app'), { onStep: console.log })
  if (bundle) return console.log('What is packed is in dist/app.')
  const electron = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')).version
  const missing: string[] = []
  for (const system of wanted) {
    if (system === 'mac' && own !== 'mac') {
      missing.push('mac: Installers for macOS are made on macOS, whose tools sign them and make the disk image.')
      continue
    }
    const args = [`--${system}`, ...(dir ? ['dir'] : [])]
    const runtime = process.env['PERGEL_ELECTRON_DIR']
    const { code, said } = await electronBuilder({
      args,
      runtime: runtime ? resolve(runtime) : undefined,
      onOutput: text => process.stdout.write(text),
    })
    if (code !== 0)
      missing.push(`${system}: ${whatIsMissing(said, electron) ?? 'electron-builder failed; it says why above.'}`)
  }
  if (missing.length === 0) return console.log('The installers are in dist/packages.')
  console.error(`\nNot made:\n${missing.join('\n')}`)
  process.exitCode = 1
}

main().catch(thrown => {
  console.error(thrown instanceof Error ? thrown.message : thrown)
  process.exitCode = 1
})
