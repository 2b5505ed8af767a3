import { bundle } from './bundle.ts'
import { copyPrebuilds } from './prebuilds.ts'

/** `node bundleOne.ts NAME ENTRY FOLDER`: one bundle that runs where it is, with SQLite beside it; see nodeBundle.ts. */
const [name = '', entry = '', folder = ''] = process.argv.slice(2)
await bundle({ name, entry }, folder)
await copyPrebuilds(folder)
