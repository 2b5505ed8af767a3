import { it as base } from 'vitest'
import { uuidv7 } from '../../../shared/ids.ts'
import type { Patch } from '../../../shared/record.ts'
import { testServer } from '../../testing/testServer.ts'
import { type Speaker, speakerTo } from './speaker.ts'

/** A test with a company of its own on the file's server, and desktops that only speak. */
export const it = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs
  .extend('server', { scope: 'file' }, async ({}, { onCleanup }) => {
    const server = await testServer()
    onCleanup(() => server.close())
    return server
  })
  .extend('company', ({ server }) => server.company())
  .extend('speaker', ({ server }, { onCleanup }) => {
    const speakers: Speaker[] = []
    onCleanup(() => {
      for (const speaker of speakers) speaker.end()
    })
    return async () => {
      const speaker = await speakerTo(server.url)
      speakers.push(speaker)
      return speaker
    }
  })
  /** Has said hello, with `more` in it, and was welcomed. */
  .extend('signedIn', ({ server, speaker }) => async (email: string, device = uuidv7(), more: object = {}) => {
    const { token } = await server.signIn(email, { device })
    const made = await speaker()
    made.say({ t: 'hello', v: 1, token, device, heads: [], ...more })
    await made.hear('welcome')
    return made
  })

export const lead = (values: Record<string, unknown>): Patch => ({
  kind: 'lead',
  id: uuidv7(),
  create: true,
  set: Object.fromEntries(
    Object.entries({ companyName: 'Öz', phone: '+905321234567', source: 'fair', status: 'new', ...values }).map(
      ([k, value]) => [k, { value }],
    ),
  ),
})
