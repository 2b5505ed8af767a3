import type { IncomingMessage } from 'node:http'

/** The path asked for, as it was sent: what comes from outside need not be a URL, and parsing one throws. */
export const pathOf = (request: IncomingMessage): string => (request.url ?? '').split('?', 1)[0] ?? ''
