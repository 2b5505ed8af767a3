/** Asks the server of this machine or container how it is; exits with 0 when it says `ok`. For container engines. */
import { request as overHttp } from 'node:http'
import { request as overTls } from 'node:https'

const port = process.env.PERGEL_PORT || '4780'
const isTls = Boolean(process.env.PERGEL_TLS_CERT)
const ask = isTls ? overTls : overHttp
// Its own certificate names the outside address, not this one.
const options = { host: '127.0.0.1', port, path: '/health', timeout: 4000, rejectUnauthorized: false }
const asked = ask(options, answer => {
  answer.resume()
  answer.on('end', () => process.exit(answer.statusCode === 200 ? 0 : 1))
})
asked.on('timeout', () => process.exit(1))
asked.on('error', () => process.exit(1))
asked.end()
