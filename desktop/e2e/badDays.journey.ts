import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { openPostgres } from '../../server/db/postgres.ts'
import { testSecret } from '../../server/testing/testCluster.ts'
import { testDatabase } from '../../server/testing/testDatabase.ts'
import type { ConnectionReason } from '../core/api/troubles.ts'
import { badCertificates, testAuthority } from '../core/testing/badCertificates.ts'
import { canMount, smallDisk } from '../core/testing/smallDisk.ts'
import { type Desktop, openDesktop } from './fixtures/desktop.ts'
import { expect, test } from './fixtures/journey.ts'
import { startProcess } from './fixtures/process.ts'
import { gateway, hotel } from './fixtures/strangers.ts'
import { wireTo } from './fixtures/wire.ts'
import type { Words } from './fixtures/words.ts'
import { Form } from './pages/form.ts'
import { Frame } from './pages/frame.ts'
import { List } from './pages/list.ts'
import { SignIn } from './pages/signIn.ts'

// What is asked again after a while is waited for.
test.setTimeout(300_000)
const patiently = { timeout: 60_000 }
const lead = { phone: '0532 123 45 67', name: 'Ayşe Kaya' }

/** A person's work on a bad day: a lead that is typed while it lasts, and what the top bar says about it. */
function workOf({ page, ask }: Desktop, words: Words) {
  const { say } = words
  const frame = new Frame(page, words)
  return {
    frame,
    /** The details behind the sync state say what is wrong, what to do, and that nothing is lost. */
    async expectSaid(reason: ConnectionReason, safe: 'safeHere' | 'safeSent' = 'safeHere') {
      const said = page.getByText(`${say(`problems:reasons.${reason}.what`)} ${say(`problems:reasons.${reason}.todo`)}`)
      await expect(async () => {
        if ((await frame.sync.getAttribute('aria-expanded')) !== 'true') await frame.sync.click()
        await expect(said).toBeVisible({ timeout: 5_000 })
      }).toPass(patiently)
      await expect(frame.dialog().getByText(say(`problems:${safe}`))).toBeVisible()
      await page.keyboard.press('Escape')
    },
    async newLead(companyName: string) {
      await goTo(page, '#/leads/new')
      const form = new Form(page, words, 'lead')
      await form.fill({ companyName, ...lead })
      await form.choose('source', 'fair')
      await form.button('save').click()
      await expect(page.getByRole('heading', { name: companyName })).toBeVisible()
    },
    /** As a person who does not wait for the next try. */
    async expectMended() {
      await expect(async () => {
        await ask('sync.retry', {})
        await frame.expectSync('online')
      }).toPass(patiently)
    },
  }
}

const goTo = (page: Page, to: string) =>
  page.evaluate(hash => {
    location.hash = hash
  }, to)

test('what stands between a desktop and its server is named, work goes on, and nothing has to be started again', async ({
  browser,
  office,
  words,
}) => {
  const [wire, folder] = await Promise.all([
    wireTo(office.url, badCertificates.good),
    mkdtemp(join(tmpdir(), 'pergel-bad-')),
  ])
  const [authority, noNames] = [join(folder, 'authority.pem'), join(folder, 'noNames')]
  await writeFile(authority, testAuthority)
  const strangers = await Promise.all([hotel(), gateway(office.url)])
  const machine = {
    // A name, so that it can lead nowhere.
    wire: { ...wire, url: wire.url.replace('127.0.0.1', 'localhost') },
    env: {
      NODE_EXTRA_CA_CERTS: authority,
      NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'fixtures/noNames.ts')).href}`,
      PERGEL_TEST_NO_NAMES: noNames,
    },
  }
  const [seller, colleague] = await Promise.all([
    openDesktop(office, browser, 'seller', machine),
    openDesktop(office, browser, 'manager'),
  ])
  try {
    const { expectSaid, newLead, expectMended, frame } = workOf(seller, words)
    await frame.expectSync('online')
    const badDays: [ConnectionReason, string, () => unknown, (() => unknown)?][] = [
      ['portal', 'a hotel shows its page', () => wire.leadTo(strangers[0].url)],
      ['proxy', 'a proxy passes no WebSocket', () => wire.leadTo(strangers[1].url)],
      ['certificateExpired', 'the certificate has expired', () => wire.wear(badCertificates.expired)],
      [
        'dns',
        'names lead nowhere',
        async () => {
          await writeFile(noNames, '')
          wire.cutAfter(0)
        },
        () => rm(noNames),
      ],
    ]
    for (const [reason, title, begin, end] of badDays) {
      await test.step(title, async () => {
        await begin()
        await expectSaid(reason)
        await newLead(`Zor Gün ${reason}`)
        await frame.expectSync('offline', frame.waiting(1))
        await end?.()
        wire.mend()
        await expectMended()
      })
    }
    await test.step('a proxy cuts every line soon after it was made', async () => {
      wire.cutAfter(700)
      await expectSaid('unstable', 'safeSent')
      wire.mend()
      await newLead('Zor Gün unstable')
      await expectMended()
    })
    await test.step('everything that was typed has reached the colleagues', async () => {
      for (const reason of ['portal', 'proxy', 'certificateExpired', 'dns', 'unstable'])
        await expect
          .poll(
            async () => (await colleague.ask('search.query', { words: `Zor Gün ${reason}`, limit: 5 })).groups.length,
          )
          .toBeGreaterThan(0)
    })
  } finally {
    await Promise.all([seller.close(), colleague.close()])
    for (const stranger of strangers) stranger.close()
    await rm(folder, { recursive: true, force: true })
  }
})

test('at the door the same is said about an address that was typed', async ({ open, words }) => {
  const { page } = await open()
  const { say } = words
  const [expired, unknown] = await Promise.all([
    wireTo('http://127.0.0.1:9', badCertificates.expired),
    wireTo('http://127.0.0.1:9', badCertificates.good),
  ])
  const stranger = await hotel()
  try {
    const door = new SignIn(page, words)
    await expect(door.title).toBeVisible()
    await page.getByRole('button', { name: say('session:serverChange'), exact: true }).click()
    for (const [address, reason] of [
      ['https://pergel.invalid', 'dns'],
      [expired.url, 'certificateExpired'],
      [unknown.url, 'certificateUntrusted'],
      [stranger.url, 'notPergel'],
      ['http://pergel.firma.example', 'insecureServer'],
    ] as const) {
      await page.getByRole('textbox').last().fill(address)
      await page.getByRole('button', { name: say('session:find.connect'), exact: true }).click()
      await expect(page.getByRole('alert').getByText(say(`session:find.problems.${reason}`))).toBeVisible()
    }
  } finally {
    expired.close()
    unknown.close()
    stranger.close()
  }
})

test('a database that is away, gives no connections or has no room is told apart on the screen', async ({
  browser,
  words,
}) => {
  const database = await testDatabase()
  const wire = await wireTo(database.ownerUrl.replace(/^\w+:/, 'http:'))
  const folder = await mkdtemp(join(tmpdir(), 'pergel-bad-'))
  const through = new URL(database.ownerUrl)
  through.host = new URL(wire.url).host
  const env = {
    ...{ PERGEL_DATA_DIR: folder, PERGEL_HOST: '127.0.0.1', PERGEL_PORT: '0', PERGEL_LOG_LEVEL: 'warn' },
    ...{ PERGEL_DATABASE_URL: through.href, PERGEL_SECRET: testSecret },
  }
  const owner = openPostgres(database.ownerUrl, { max: 1, onnotice: () => undefined })
  const name = through.pathname.slice(1)
  await startProcess('server/cli.ts', ['demo', '--records', '40', '--seed', 'bad'], env).ended
  const server = startProcess('server/cli.ts', ['serve'], env)
  const url = await server.said(/^Pergel server is ready: (\S+)/)
  const seller = await openDesktop({ url }, browser, 'seller')
  try {
    const { expectSaid, newLead, expectMended, frame } = workOf(seller, words)
    await frame.expectSync('online')
    await test.step('away', async () => {
      wire.cut()
      seller.wire.cut()
      seller.wire.mend()
      await expectSaid('database')
      await newLead('Veritabanı Uzakta')
      wire.mend()
      await expectMended()
    })
    await test.step('out of connections', async () => {
      await owner.unsafe(`alter database ${name} connection limit 0`)
      await owner`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and pid <> pg_backend_pid()`
      seller.wire.cut()
      seller.wire.mend()
      await expectSaid('databaseBusy')
      await newLead('Bağlantı Kalmadı')
      await owner.unsafe(`alter database ${name} connection limit -1`)
      await expectMended()
    })
    await test.step('out of room', async () => {
      // As PostgreSQL says it; on a disk that is really full in badDatabase.int.test.ts.
      await owner.unsafe(
        `create function no_room() returns trigger language plpgsql as
          $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
        create trigger no_room before insert on lead for each row execute function no_room()`,
      )
      await newLead('Yer Yok')
      await expectSaid('databaseFull', 'safeSent')
      await owner.unsafe('drop trigger no_room on lead')
      await expectMended()
    })
    await expect.poll(async () => (await seller.ask('sync.state', {})).waiting, patiently).toBe(0)
  } finally {
    await seller.close()
    await server.stop()
    await owner.end()
    wire.close()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  }
})

test('a full disk is said over every screen, what is typed stays, and room ends it', async ({
  browser,
  office,
  words,
}) => {
  test.skip(!canMount(), 'needs the right to mount a small disk')
  const disk = smallDisk(96)
  if (!disk) return
  const profile = join(disk.folder, 'desk')
  await mkdir(profile)
  const seller = await openDesktop(office, browser, 'seller', { profile })
  try {
    const { page } = seller
    const { say } = words
    const { frame } = workOf(seller, words)
    await frame.expectSync('online')
    const full = page.getByRole('alert').filter({ hasText: say('problems:file.now.full') })
    const form = new Form(page, words, 'lead')
    await goTo(page, '#/leads/new')
    await form.fill({ companyName: 'Yer Kalmadı', ...lead })
    await form.choose('source', 'fair')
    disk.fill()
    // Pages that are free already take a few more rows.
    await expect(async () => {
      await seller.ask('drafts.put', { key: 'filler', value: 'x'.repeat(2_000_000) }).catch(() => undefined)
      await expect(full).toBeVisible({ timeout: 1_000 })
    }).toPass(patiently)
    await form.button('save').click()
    await expect(
      page
        .getByRole('alert')
        .filter({ hasText: say('errors:storage.full') })
        .first(),
    ).toBeVisible()
    await expect(form.field('companyName')).toHaveValue('Yer Kalmadı')
    disk.makeRoom()
    await expect(full).toHaveCount(0, patiently)
    await form.button('save').click()
    await expect(page.getByRole('heading', { name: 'Yer Kalmadı' })).toBeVisible()
    await frame.expectSync('online')
    await expect(new List(page, words, 'lead').heading).toBeVisible()
  } finally {
    await seller.close()
    disk.remove()
  }
})
