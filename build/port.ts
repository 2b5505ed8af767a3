import { createServer } from 'node:net'

/** The port of PERGEL_PORT (4780). Throws with the variable, its value and what is allowed when it is not one. */
export function portFrom(env: NodeJS.ProcessEnv) {
  const text = env.PERGEL_PORT || '4780'
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new Error(`PERGEL_PORT is "${text}"; allowed is a number from 0 (any free port) to 65535.`)
}

/** Throws, saying what to change, when the port cannot be listened on. */
export async function checkPort(host: string, port: number) {
  const problem = await tryListen(host, port)
  if (problem === undefined) return
  const reason = reasons[problem] ?? `cannot be used (${problem})`
  throw new Error(
    `Port ${port} on ${host} ${reason}. Set PERGEL_PORT to another one, for example PERGEL_PORT=${port + 10}.`,
  )
}

const reasons: Record<string, string> = {
  EADDRINUSE: 'is taken, perhaps by another Pergel',
  EACCES: 'is not allowed for this user',
}

const tryListen = (host: string, port: number) =>
  new Promise<string | undefined>(done => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => done(undefined)))
  })
