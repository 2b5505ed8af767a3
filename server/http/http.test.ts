import type { IncomingMessage } from 'node:http'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { AppError, type ErrorCode, errorStatus } from '../../shared/errors.ts'
import { languages } from '../../shared/labels.ts'
import { readConfig } from '../config.ts'
import { addressOf } from './addressOf.ts'
import type { Env } from './env.ts'
import { createLogger, silentLogger } from './logger.ts'
import { problem } from './problem.ts'
import { rateLimit } from './rateLimit.ts'
import { serverWords, spokenLanguage } from './words.ts'

describe('the address of a request', () => {
  const { trustedProxies } = readConfig({ PERGEL_TRUSTED_PROXIES: '10.0.0.0/8, ::1' })
  const from = (peer: string, forwarded?: string) =>
    addressOf(
      { socket: { remoteAddress: peer }, headers: { 'x-forwarded-for': forwarded } } as unknown as IncomingMessage,
      trustedProxies,
    )

  it('is the peer’s, whatever a stranger claims', () => {
    expect(from('203.0.113.9')).toBe('203.0.113.9')
    expect(from('203.0.113.9', '1.2.3.4')).toBe('203.0.113.9')
    expect(from('::ffff:203.0.113.9')).toBe('203.0.113.9')
  })

  it('is the nearest that no trusted proxy has', () => {
    expect(from('10.1.1.1', '1.2.3.4')).toBe('1.2.3.4')
    expect(from('::1', '6.6.6.6, 1.2.3.4, 10.2.2.2')).toBe('1.2.3.4')
    expect(from('10.1.1.1', 'nonsense')).toBe('10.1.1.1')
    expect(from('10.1.1.1', '10.2.2.2')).toBe('10.2.2.2')
  })
})

describe('the language of an answer', () => {
  it.each([
    [undefined, 'tr'],
    ['en', 'en'],
    ['en-GB,tr;q=0.5', 'en'],
    ['tr;q=0.4, en;q=0.3', 'tr'],
    ['de, fr;q=0.9', 'de'],
    ['it, fr-CA;q=0.9', 'fr'],
    ['it, es;q=0.9', 'en'],
    ['it, *;q=0.1', 'en'],
    ['tr;q=0, en', 'en'],
    ['*', 'tr'],
    [';;q=x,,', 'tr'],
  ])('for %j is %s', (header, language) => expect(spokenLanguage(header)).toBe(language))

  it('has a sentence for every code, and none of them leaves a mark to fill', () => {
    for (const language of languages)
      for (const code of Object.keys(errorStatus) as ErrorCode[]) {
        const words = serverWords(language)
        const detail = words.detail(new AppError(code, { params: { seconds: 3, max: 5 } }))
        expect(detail).not.toBe('')
        expect(detail).not.toMatch(/\{\{|^(server|errors):/)
        expect(words.title(errorStatus[code])).not.toMatch(/^server:/)
      }
  })
})

describe('a rate limit', () => {
  let now = 0
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('requestId', 'r')
    c.set('logger', silentLogger)
    await next()
  })
  app.onError((error, c) => problem(c, error))
  app.use(
    rateLimit({
      name: 'test',
      limit: { requests: 3, seconds: 30 },
      key: c => c.req.header('who') ?? '',
      now: () => now,
    }),
  )
  app.get('/', c => c.text('ok'))
  const ask = async (who: string) => {
    const { status, headers } = await app.request('/', { headers: { who } })
    const [remaining, reset, retry] = ['ratelimit-remaining', 'ratelimit-reset', 'retry-after'].map(name =>
      headers.get(name),
    )
    return { status, remaining, reset, retry }
  }

  it('lets so many through, says how many are left, and when to come again', async () => {
    expect(await ask('a')).toEqual({ status: 200, remaining: '2', reset: '10', retry: null })
    expect(await ask('a')).toEqual({ status: 200, remaining: '1', reset: '20', retry: null })
    expect(await ask('a')).toEqual({ status: 200, remaining: '0', reset: '30', retry: null })
    expect(await ask('a')).toEqual({ status: 429, remaining: '0', reset: '30', retry: '10' })
    expect((await ask('b')).status).toBe(200)
    const { headers } = await app.request('/', { headers: { who: 'c' } })
    expect([headers.get('ratelimit-policy'), headers.get('ratelimit')]).toEqual(['"test";q=3;w=30', '"test";r=2;t=10'])
    now += 10_000
    expect((await ask('a')).status).toBe(200)
    expect((await ask('a')).status).toBe(429)
  })
})

describe('the log file', () => {
  it('has one JSON object a line, from the chosen level on', () => {
    const lines: string[] = []
    const logger = createLogger('warn', line => lines.push(line))
    logger.info('unseen')
    logger.warn('seen', { company: 'c', rows: 3 })
    expect(lines.map(line => JSON.parse(line))).toMatchObject([{ level: 'warn', event: 'seen', company: 'c', rows: 3 }])
  })

  it('tells of a database error without the values that its message quotes', () => {
    const lines: string[] = []
    const error = Object.assign(new Error('duplicate key (email)=(ali@firma.test)'), {
      name: 'PostgresError',
      code: '23505',
    })
    createLogger('error', line => lines.push(line)).failure('failed', new AppError('internal', { cause: error }))
    expect(lines[0]).toContain('23505')
    expect(lines[0]).not.toContain('ali@firma.test')
  })
})
