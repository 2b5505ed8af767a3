import { afterEach, expect, test } from 'vitest'
import { type KindRights, noRights, rights } from '../../../shared/permissions/rights.ts'
import { type Random, random } from '../../../shared/testing/random.ts'
import { refusedValue } from '../testing/fakeCompany.ts'
import { noFaults } from '../testing/fakeServer.ts'
import { everything, type SyncStage, syncStage } from '../testing/syncStage.ts'
import type { TestDesktop } from '../testing/testDesktop.ts'

/** `SYNC_SEEDS=from-to` and `SYNC_STEPS` make it longer; a seed that found something stays in `known`. */
const [from = 1, to = 4] = (process.env['SYNC_SEEDS'] ?? '1-4').split('-').map(Number)
const steps = Number(process.env['SYNC_STEPS'] ?? 220)
const known: number[] = []
const seeds = [...new Set([...known, ...Array.from({ length: to - from + 1 }, (_, i) => from + i)])]

let stage: SyncStage | undefined
afterEach(() => stage?.close())

test.each(seeds)(
  'after anything that can happen, desktops and server agree (seed %i)',
  async seed => {
    const run = await begin(seed)
    stage = run.stage
    for (let step = 0; step < steps; step++) {
      await act(run)
      if (step % 60 === 59) await agree(run)
    }
    await agree(run)
  },
  120_000,
)

interface Run {
  stage: SyncStage
  chance: Random
  desktops: { desktop: TestDesktop; user: string }[]
  roles: Record<string, KindRights>[]
}

async function begin(seed: number): Promise<Run> {
  const made = await syncStage(seed)
  const { ayse, mehmet, admin } = made.people
  const lead = (see: KindRights['see'], fields?: KindRights['fields']) => ({
    ...everything,
    lead: rights(see, 'all', 'all', 'all', 'all', fields),
  })
  const roles = [
    everything,
    lead('own'),
    lead('team'),
    lead('all', { privateNotes: 'hidden' }),
    { ...everything, customer: noRights, contact: noRights },
    { ...everything, contact: rights('own', 'all', 'all', 'all', 'all') },
  ]
  const chance = random(`sync ${seed}`)
  made.makeLeads(60)
  made.company.setViewer(made.viewer(mehmet, roles[2], made.teams.south))
  const desktops = []
  for (const user of [ayse, mehmet, admin]) desktops.push({ desktop: await made.open(user, { pageSize: 13 }), user })
  return { stage: made, chance, desktops, roles }
}

const words = ['Öztürk', 'Şahin', 'Çelik', 'Iğdır', 'İnci', 'Ğ', 'değişti', '']

async function act({
  stage: { company, server, people, teams, ...rest },
  chance,
  desktops,
  roles,
}: Run): Promise<void> {
  const at = chance.pick(desktops)
  const { desktop } = at
  const one = () => chance.pick(desktop.allShown())
  const any = () => chance.pick([...company.records.keys()])
  const name = () => (chance.chance(0.05) ? refusedValue : `${chance.pick(words)} ${chance.int(0, 999)}`)
  const parents = desktop.allShown().filter(({ kind }) => kind === 'lead' || kind === 'customer')
  const hasRecords = desktop.allShown().length > 0
  const deeds: [() => unknown, number][] = [
    [() => desktop.create('lead', { name: name() }), 8],
    [() => desktop.create('customer', { companyName: name() }), 4],
    [
      () => {
        if (parents.length === 0) return
        const { kind, id } = chance.pick(parents)
        desktop.create('contact', { firstName: name(), parent: { kind, id } })
      },
      5,
    ],
    [
      () => {
        if (!hasRecords) return
        const record = one()
        const field = { lead: 'name', customer: 'companyName', contact: 'firstName' }[record.kind]
        if (field) desktop.edit(record.id, { [field]: name() })
      },
      14,
    ],
    [() => hasRecords && desktop.edit(one().id, { archived: chance.chance(0.5) }), 3],
    [() => hasRecords && desktop.edit(one().id, { owner: chance.pick(Object.values(people)) }), 4],
    [() => rest.change(any(), { privateNotes: name() }), 5],
    [() => rest.change(any(), { owner: chance.pick(Object.values(people)) }), 4],
    [
      () => {
        const user = chance.pick([people.ayse, people.mehmet])
        server.setViewer(rest.viewer(user, chance.pick(roles), chance.pick(Object.values(teams))))
      },
      2,
    ],
    [() => server.dropAll(), 2],
    [
      async () => {
        await server.stop()
        await pause(chance.int(0, 20))
        await server.start()
      },
      1,
    ],
    [
      async () => {
        at.desktop = await rest.reopen(desktop, at.user, { pageSize: 13 })
      },
      2,
    ],
    [
      () => {
        server.faults = chance.chance(0.4)
          ? noFaults
          : { drop: 0.05, loseAnswer: 0.2, duplicate: 0.2, reorder: 0.1, omit: 0.1, delay: chance.int(0, 10) }
      },
      4,
    ],
    [
      () => {
        const [refused] = desktop.sync.refused.list()
        if (!refused) return
        if (chance.chance(0.5)) desktop.sync.refused.discard(refused.entry.id)
        else {
          const patches = refused.entry.patches.map(patch => ({
            ...patch,
            set: Object.fromEntries(
              Object.entries(patch.set).map(([field, change]) => [
                field,
                change.value === refusedValue ? { ...change, value: 'düzeltildi' } : change,
              ]),
            ),
          }))
          desktop.sync.refused.mend(refused.entry.id, { patches })
        }
      },
      3,
    ],
    [() => pause(chance.int(0, 30)), 12],
  ]
  await chance.weighted(deeds)()
}

async function agree({ stage: { server, company, ...rest }, desktops }: Run): Promise<void> {
  server.faults = noFaults
  // A frame that was left out is missed at the next one.
  rest.makeLeads(1)
  for (const { desktop, user } of desktops) {
    desktop.sync.kick()
    await rest.settled(desktop)
    await expect
      .poll(() => rest.held({ ...desktop }, user).held, { timeout: 8_000 })
      .toEqual(company.visible(company.viewer(user)))
    const shown = desktop.allShown().map(({ id, number, values }) => ({ id, number, values }))
    const due = company.visible(company.viewer(user)).map(({ id, number, values }) => ({ id, number, values }))
    expect(shown).toEqual(due)
    // Each acknowledged entry is in the server's log once, in the order it was done.
    const acknowledged = desktop.sync.outbox
      .last(10_000)
      .reverse()
      .filter(({ state }) => state === 'settled' || state === 'accepted' || state === 'merged')
      .map(({ entry }) => entry.id)
    const mine = new Set(acknowledged)
    expect(company.applied.filter(id => mine.has(id))).toEqual(acknowledged)
  }
  expect(new Set(company.applied).size).toBe(company.applied.length)
  expect(company.isOrdered()).toBe(true)
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
