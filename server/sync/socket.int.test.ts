import { describe, expect } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { openLine } from '../testing/line.ts'
import { testServer } from '../testing/testServer.ts'
import { it, lead } from './testing/syncTest.ts'

describe('the sync socket', () => {
  it('talks to nobody who has not said hello, and lets nobody in with a foreign or an old token', async ({
    server,
    company,
    speaker,
  }) => {
    const stranger = await speaker()
    stranger.say({ t: 'pull', id: 1, after: { epoch: 0, number: 0 }, limit: 10 })
    expect(await stranger.hear('bye')).toMatchObject({ error: { code: 'auth.required' } })
    const forger = await speaker()
    forger.say({ t: 'hello', v: 1, token: 'x'.repeat(40), device: uuidv7(), heads: [] })
    expect(await forger.hear('bye')).toMatchObject({ error: { code: 'auth.required' } })
    const { token } = await server.signIn(company.admin.email)
    await server.call('DELETE', '/auth/session', { token })
    const late = await speaker()
    late.say({ t: 'hello', v: 1, token, device: uuidv7(), heads: [] })
    expect(await late.hear('bye')).toMatchObject({ error: { code: 'auth.required' } })
  })

  it('reads nothing large from whoever has not said hello', async ({ speaker }) => {
    const stranger = await speaker()
    stranger.sayText(`{"t":"hello","heads":[${'1,'.repeat(200_000)}1]}`)
    expect(await stranger.hear('bye')).toMatchObject({ error: { code: 'input.tooLarge' } })
  })

  it('says which client it needs', async ({ speaker }) => {
    const old = await speaker()
    old.say({ t: 'hello', v: 0, token: 'x', device: uuidv7(), heads: [] })
    expect(await old.hear('bye')).toMatchObject({ error: { code: 'client.tooOld' }, minimumClient: 1 })
  })

  it('answers each malformed frame with its error and goes on with the next', async ({ company, signedIn }) => {
    const desk = await signedIn(company.admin.email)
    for (const text of ['', 'null', '[]', '{"t":"nothing"}', '{"t":"pull","id":7}', '{"t":"hello","v":"x"}', '\u0000'])
      desk.sayText(text)
    desk.say({ t: 'snapshot', id: 8, kind: 'constructor', start: { epoch: 1, number: 0 }, limit: 10 })
    desk.say({ t: 'digest', id: 9, kind: 'lead' })
    await desk.hear('digest')
    expect(desk.heard.filter(frame => frame.t === 'error').map(frame => frame.id)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      7,
      undefined,
      undefined,
      8,
    ])
  })

  it('closes on a frame above the limit and on bytes that are no UTF-8, and a new connection works', async ({
    company,
    signedIn,
  }) => {
    const big = await signedIn(company.admin.email)
    big.sayText(`{"t":"push","id":1,"pad":"${'x'.repeat(9_000_000)}"}`)
    expect(await big.closed).toBe(1009)
    const garbled = await signedIn(company.admin.email)
    garbled.sayText(Buffer.from([0xff, 0xfe, 0x7b]))
    expect(await garbled.hear('error')).toMatchObject({ error: { code: 'input.malformed' } })
    const fine = await signedIn(company.admin.email)
    expect((await fine.push([fine.entry([lead({})])])).answers[0]).toMatchObject({ status: 'accepted' })
  })

  it('refuses a malformed entry alone; the others of its batch live', async ({ company, signedIn }) => {
    const desk = await signedIn(company.admin.email)
    const [first, second, third] = [lead({}), lead({}), lead({})].map(patch => desk.entry([patch]))
    const { answers } = await desk.push([first, { ...second, at: 'yesterday' }, third])
    expect(answers.map(({ status }) => status)).toEqual(['accepted', 'refused', 'accepted'])
    expect(answers[1]).toMatchObject({ error: { code: 'input.invalid', params: { at: 'at' } } })
  })

  it('keeps the refusal of a malformed entry: in whatever form it comes again, it gets the same answer', async ({
    company,
    signedIn,
  }) => {
    const device = uuidv7()
    const desk = await signedIn(company.admin.email, device)
    const whole = desk.entry([lead({})])
    const { answers } = await desk.push([{ ...whole, at: 'yesterday' }])
    desk.end()
    const again = await signedIn(company.admin.email, device)
    expect((await again.hear('welcome')).answeredSeq).toBe(whole.seq)
    expect((await again.push([{ ...whole, at: 'yesterday' }])).answers).toEqual(answers)
    expect((await again.push([whole])).answers).toEqual(answers)
    const dependent = { ...again.entry([lead({})]), seq: whole.seq + 1, after: [whole.id] }
    expect((await again.push([dependent])).answers).toMatchObject([{ status: 'held', on: [whole.id] }])
  })

  it('listens more slowly to who asks too much, says so, and answers everything', async () => {
    const strict = await testServer({ limits: { socket: { requests: 20, seconds: 1 } } })
    try {
      const firm = await strict.company()
      const { token } = await strict.signIn(firm.admin.email)
      const line = await openLine(strict.url, token)
      const { head } = await line.hear('welcome')
      for (let id = 1; id <= 30; id++) line.say({ t: 'pull', id, after: { epoch: head.epoch, number: 0 }, limit: 1 })
      const pages = () => line.heard.filter(frame => frame.t === 'page').length
      await expect.poll(pages, { timeout: 30_000 }).toBe(30)
      expect(line.heard.filter(frame => frame.t === 'error')).toContainEqual(
        expect.objectContaining({ error: expect.objectContaining({ code: 'rate.limited' }) }),
      )
      line.close()
    } finally {
      await strict.close()
    }
  })

  it('gives a replayed entry its first answer, also on a new connection', async ({ company, signedIn }) => {
    const device = uuidv7()
    const before = await signedIn(company.admin.email, device)
    const entry = before.entry([lead({})])
    const { answers } = await before.push([entry])
    before.end()
    const after = await signedIn(company.admin.email, device)
    expect((await after.hear('welcome')).answeredSeq).toBe(entry.seq)
    expect((await after.push([entry])).answers).toEqual(answers)
  })

  it('lets the newest sign-in win and tells the older device why', async ({ company, signedIn }) => {
    const first = await signedIn(company.admin.email)
    await signedIn(company.admin.email)
    expect(await first.hear('bye')).toMatchObject({ error: { code: 'auth.replaced' } })
  })

  it('shows the hashes that the log holds where a desktop asks for them', async ({
    server,
    company,
    speaker,
    signedIn,
  }) => {
    const desk = await signedIn(company.admin.email)
    const { head } = await desk.hear('welcome')
    const { token } = await server.signIn(company.admin.email)
    const again = await speaker()
    const heads = [head, { ...head, number: 1_000_000 }]
    again.say({ t: 'hello', v: 1, token, device: uuidv7(), heads })
    expect((await again.hear('welcome')).heads).toEqual([head])
  })
})
