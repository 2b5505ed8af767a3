import { main } from './cli/main.ts'

/** `npm run server -- <verb>` */
process.exitCode = await main(process.argv.slice(2))
// Whatever still holds the process (a connection that is closing) has nothing to say any more.
process.exit()
