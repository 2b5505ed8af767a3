import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { random } from '../../../shared/testing/random.ts'
import { createJournal } from './journal.ts'
import { openStage } from './stage.ts'

const kills = 12
const seed = Number(process.env['PERGEL_SEED'] ?? 20_261_121)

it(`a core killed ${kills} times in the middle of writing opens its file and has all that it acknowledged`, async () => {
  const chance = random(seed)
  const stage = await openStage({ roles: ['admin'], random: chance, journal: createJournal(), skews: [0] })
  try {
    const [desk] = stage.desks
    const [proxy] = stage.proxies
    if (!desk || !proxy) throw new Error('the stage has no desktop')
    while (!(await desk.ask('state', {}))?.position) await sleep(20)
    for (let round = 0; round < kills; round++) {
      const note = `seed ${seed}, kill ${round}`
      // With the server and without: while answers and copies come in, and while everything waits.
      proxy.setOpen(chance.chance(0.5))
      let isKilled = false
      const killing = stage.killDesk(0, chance.int(5, 400), 0).finally(() => {
        isKilled = true
      })
      for (let i = 0; !isKilled; i++) {
        const deed = chance.pick(['create', 'create', 'edit', 'many'] as const)
        const done = await desk.ask('act', { deed, chance: `${seed}/${round}/${i}` })
        if (!done) break
        for (const { id } of done.entries) desk.acknowledged.add(id)
      }
      await killing
      const dump = await desk.ask('dump', { whole: true })
      expect(dump?.integrity, note).toBe('ok')
      expect(dump?.wrong, note).toEqual([])
      const kept = new Set(dump?.outbox.map(line => line.id))
      expect(
        [...desk.acknowledged].filter(id => !kept.has(id)),
        note,
      ).toEqual([])
    }
    expect(desk.acknowledged.size).toBeGreaterThan(kills)
    expect(desk.lines).toEqual([])
  } finally {
    await stage.close()
  }
})
