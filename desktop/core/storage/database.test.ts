import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCheckpointer, openDatabase, openReader } from './database.ts'
import { createProfile, type TestProfile, testKey } from './testing/subjects.ts'

let profile: TestProfile
beforeEach(() => {
  profile = createProfile()
})
afterEach(() => profile.remove())

const secret = 'a secret that must not be readable'
const filled = () => {
  const database = profile.open()
  database.sql.exec('CREATE TABLE t(a INTEGER PRIMARY KEY, b)')
  database.write(() => {
    for (let row = 0; row < 200; row++) database.prepare('INSERT INTO t(b) VALUES (?)').run(`${secret} ${row}`)
  })
  return database
}
const rows = (database: { prepare: ReturnType<typeof openReader>['prepare'] }) =>
  database.prepare('SELECT count(*) FROM t').pluck().get()

describe('the profile file', () => {
  it('is encrypted with AEGIS-256, log included', () => {
    const database = filled()
    expect(database.sql.pragma('cipher', { simple: true })).toBe('aegis')
    expect(database.sql.pragma('algorithm', { simple: true })).toBe('aegis-256')
    for (const end of ['', '-wal']) {
      const bytes = readFileSync(profile.file + end)
      expect(bytes.includes(secret)).toBe(false)
      expect(bytes.includes('CREATE TABLE')).toBe(false)
      expect(bytes.includes('SQLite format 3')).toBe(false)
    }
  })

  it('waits for the disk at each commit, deletes for good, and keeps temporary data in memory', () => {
    const { sql } = profile.open()
    const pragma = (name: string) => sql.pragma(name, { simple: true })
    expect(pragma('journal_mode')).toBe('wal')
    expect(pragma('synchronous')).toBe(2)
    expect(pragma('secure_delete')).toBe(1)
    expect(pragma('temp_store')).toBe(2)
    expect(pragma('busy_timeout')).toBe(5000)
    expect(pragma('page_size')).toBe(8192)
  })

  it('opens again with its key', () => {
    filled().close()
    expect(rows(profile.open())).toBe(200)
  })

  it('does not open with another key', () => {
    filled().close()
    const open = () => openDatabase({ file: profile.file, key: testKey() })
    expect(open).toThrow(expect.objectContaining({ code: 'storage.wrongKey' }))
    expect(rows(profile.open())).toBe(200)
  })

  it('refuses a key that is not 256 bits long', () => {
    expect(() => openDatabase({ file: profile.file, key: new Uint8Array(16) })).toThrow(RangeError)
  })

  it.each([
    ['random bytes', (bytes: Buffer) => bytes.map(() => Math.random() * 256)],
    ['text', () => Buffer.from('this is a text file, longer than a header of SQLite is'.repeat(10))],
    ['a header and no more', (bytes: Buffer) => bytes.subarray(0, 100)],
  ])('says that it is damaged when it is %s', (_kind, damage) => {
    filled().close()
    writeFileSync(profile.file, damage(readFileSync(profile.file)))
    expect(() => profile.open()).toThrow(expect.objectContaining({ code: 'storage.damaged' }))
  })

  it('notices a single changed bit in a page when that page is read', () => {
    filled().close()
    const bytes = readFileSync(profile.file)
    bytes[bytes.length - 4000] = (bytes.at(-4000) ?? 0) ^ 1
    writeFileSync(profile.file, bytes)
    const database = profile.open()
    const read = () => database.write(() => database.prepare('SELECT sum(length(b)) FROM t').get())
    expect(read).toThrow(expect.objectContaining({ code: 'storage.damaged' }))
  })

  it('says that it is newer when a later version wrote it', () => {
    const database = filled()
    database.sql.pragma('user_version = 99')
    database.close()
    expect(() => profile.open()).toThrow(
      expect.objectContaining({ code: 'client.tooOld', params: { found: 99, known: 1 } }),
    )
  })
})

describe('write', () => {
  it('commits what it did and gives its result', () => {
    const database = filled()
    expect(database.write(() => database.prepare('DELETE FROM t WHERE a <= 50').run().changes)).toBe(50)
    expect(rows(database)).toBe(150)
  })

  it('undoes everything after a throw, and throws it on', () => {
    const database = filled()
    const failing = () =>
      database.write(() => {
        database.prepare('DELETE FROM t').run()
        throw new Error('no')
      })
    expect(failing).toThrow('no')
    expect(rows(database)).toBe(200)
  })

  it('joins the transaction under way', () => {
    const database = filled()
    const failing = () =>
      database.write(() => {
        database.write(() => database.prepare('DELETE FROM t').run())
        throw new Error('no')
      })
    expect(failing).toThrow('no')
    expect(rows(database)).toBe(200)
  })

  it('undoes an inner part that fails when the outer one goes on', () => {
    const database = filled()
    database.write(() => {
      database.prepare('DELETE FROM t WHERE a <= 50').run()
      expect(() =>
        database.write(() => {
          database.prepare('DELETE FROM t').run()
          throw new Error('no')
        }),
      ).toThrow('no')
    })
    expect(rows(database)).toBe(150)
  })

  it('refuses a function that is not over when it returns', () => {
    const database = filled()
    expect(() => database.write(async () => database.prepare('DELETE FROM t').run())).toThrow(TypeError)
    expect(rows(database)).toBe(200)
  })

  it('calls back after the commit, in order, and not for what was undone', () => {
    const database = filled()
    const calls: string[] = []
    database.write(() => {
      database.afterCommit(() => calls.push(`first ${database.sql.inTransaction}`))
      database.write(() => database.afterCommit(() => calls.push('inner')))
      expect(() =>
        database.write(() => {
          database.afterCommit(() => calls.push('undone'))
          throw new Error('no')
        }),
      ).toThrow()
      expect(calls).toEqual([])
    })
    expect(() =>
      database.write(() => {
        database.afterCommit(() => calls.push('never'))
        throw new Error('no')
      }),
    ).toThrow()
    database.afterCommit(() => calls.push('at once'))
    expect(calls).toEqual(['first false', 'inner', 'at once'])
  })

  it('lets a callback write', () => {
    const database = filled()
    database.write(() => database.afterCommit(() => database.write(() => database.prepare('DELETE FROM t').run())))
    expect(rows(database)).toBe(0)
  })

  it('goes without waiting for the disk where told so, and only there', () => {
    const database = filled()
    const level = () => database.sql.pragma('synchronous', { simple: true })
    expect(database.write(level, { sync: 'normal' })).toBe(1)
    expect(database.write(level)).toBe(2)
    expect(() =>
      database.write(
        () => {
          throw new Error('no')
        },
        { sync: 'normal' },
      ),
    ).toThrow()
    expect(database.write(level)).toBe(2)
    database.flush()
    expect(rows(database)).toBe(200)
  })

  it('says that the disk is full, and undoes', () => {
    const database = filled()
    const pages = Number(database.sql.pragma('page_count', { simple: true }))
    database.sql.pragma(`max_page_count = ${pages + 2}`)
    const fill = () =>
      database.write(() => {
        for (let row = 0; row < 100; row++) database.prepare('INSERT INTO t(b) VALUES (?)').run('x'.repeat(5000))
      })
    expect(fill).toThrow(expect.objectContaining({ code: 'storage.full' }))
    expect(rows(database)).toBe(200)
    database.sql.pragma(`max_page_count = ${pages + 1000}`)
    fill()
    expect(rows(database)).toBe(300)
  })

  it('does not call a full disk a success when an inner error was caught', () => {
    const database = filled()
    const pages = Number(database.sql.pragma('page_count', { simple: true }))
    database.sql.pragma(`max_page_count = ${pages + 1}`)
    const swallow = () =>
      database.write(() => {
        database.prepare('DELETE FROM t WHERE a <= 50').run()
        try {
          for (;;) database.prepare('INSERT INTO t(b) VALUES (?)').run('x'.repeat(5000))
        } catch {
          // As careless code would.
        }
      })
    try {
      swallow()
      expect(rows(database)).toBeLessThan(200)
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'storage.full' })
      expect(rows(database)).toBe(200)
    }
  })

  it('says that it is closed', () => {
    const database = filled()
    database.close()
    expect(() => database.write(() => 1)).toThrow(expect.objectContaining({ code: 'storage.closed' }))
    expect(() => database.prepare('SELECT 1')).toThrow(expect.objectContaining({ code: 'storage.closed' }))
  })
})

describe('a later write', () => {
  const add = (database: ReturnType<typeof filled>) => () => database.prepare('INSERT INTO t(b) VALUES (1)').run()

  it('is committed with those that follow it, and told then', () => {
    const database = filled()
    const reader = openReader({ file: profile.file, key: profile.key })
    const told: number[] = []
    for (const n of [1, 2])
      database.write(
        () => {
          add(database)()
          database.afterCommit(() => told.push(n))
        },
        { sync: 'later' },
      )
    expect([rows(database), rows(reader), told]).toEqual([202, 200, []])
    database.afterCommit(() => told.push(0))
    database.settle()
    expect([rows(reader), told]).toEqual([202, [0, 1, 2]])
    database.settle()
    reader.close()
  })

  it('is on disk with the next write of another sort, which undoes only itself', () => {
    const database = filled()
    const reader = openReader({ file: profile.file, key: profile.key })
    database.write(add(database), { sync: 'later' })
    expect(() =>
      database.write(() => {
        expect(rows(reader)).toBe(201)
        add(database)()
        throw new Error('no')
      }),
    ).toThrow('no')
    expect([rows(database), rows(reader)]).toEqual([201, 201])
    database.write(add(database), { sync: 'later' })
    database.write(() => expect(database.sql.pragma('synchronous', { simple: true })).toBe(2))
    expect(rows(reader)).toBe(202)
    reader.close()
  })

  it('that fails takes nothing with it', () => {
    const database = filled()
    const told: string[] = []
    database.write(() => database.afterCommit(() => told.push('first')), { sync: 'later' })
    expect(() =>
      database.write(
        () => {
          add(database)()
          database.afterCommit(() => told.push('failed'))
          throw new Error('no')
        },
        { sync: 'later' },
      ),
    ).toThrow('no')
    database.write(add(database), { sync: 'later' })
    database.close()
    expect(told).toEqual(['first'])
    expect(rows(profile.open())).toBe(201)
  })

  it('that cannot be committed is lost to whoever wrote it, and to nobody else', () => {
    const database = filled()
    database.sql.pragma('foreign_keys = ON')
    database.sql.exec('CREATE TABLE c(a REFERENCES t(a) DEFERRABLE INITIALLY DEFERRED)')
    const orphan = () => database.prepare('INSERT INTO c VALUES (9999)').run()
    const told: string[] = []
    database.write(
      () => {
        orphan()
        database.afterCommit(() => told.push('lost'))
      },
      { sync: 'later' },
    )
    database.write(add(database))
    expect(() => database.write(add(database), { sync: 'later' })).toThrow(
      expect.objectContaining({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' }),
    )
    database.write(orphan, { sync: 'later' })
    expect(() => database.settle()).toThrow(expect.objectContaining({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' }))
    database.settle()
    expect([rows(database), told]).toEqual([201, []])
  })

  it('may be made by whoever is told of the commit before it', () => {
    const database = filled()
    const another = () => database.write(add(database), { sync: 'later' })
    database.write(() => database.afterCommit(another), { sync: 'later' })
    database.write(add(database))
    database.settle()
    expect(rows(database)).toBe(202)
  })

  it('that a full disk has lost is told to its writer, but is no trouble of a disk that is well again', () => {
    const database = filled()
    database.write(add(database), { sync: 'later' })
    // As SQLite does on a full disk.
    database.sql.exec('ROLLBACK')
    database.commitLater()
    expect(database.health.problem?.code).toBe('storage.full')
    database.commitLater()
    expect(database.health.problem?.code).toBe('storage.full')
    database.write(add(database))
    expect(database.health.problem).toBeUndefined()
    const full = expect.objectContaining({ code: 'storage.full' })
    expect(() => database.write(add(database), { sync: 'later' })).toThrow(full)
    expect(database.health.problem).toBeUndefined()
    expect(rows(database)).toBe(201)
  })

  it('inside another write is part of it', () => {
    const database = filled()
    expect(() =>
      database.write(() => {
        database.write(add(database), { sync: 'later' })
        throw new Error('no')
      }),
    ).toThrow('no')
    database.settle()
    expect(rows(database)).toBe(200)
  })
})

describe('a reader', () => {
  it('sees what is committed, at once, and nothing before', () => {
    const database = filled()
    const reader = openReader({ file: profile.file, key: profile.key })
    database.write(() => {
      database.prepare('DELETE FROM t WHERE a <= 50').run()
      expect(rows(reader)).toBe(200)
    })
    expect(rows(reader)).toBe(150)
    reader.close()
  })

  it('cannot write', () => {
    filled()
    const reader = openReader({ file: profile.file, key: profile.key })
    expect(() => reader.prepare('DELETE FROM t').run()).toThrow(/readonly/)
    reader.close()
  })

  it('needs the key too', () => {
    filled()
    const open = () => openReader({ file: profile.file, key: testKey() })
    expect(open).toThrow(expect.objectContaining({ code: 'storage.wrongKey' }))
  })

  it('does not make a file that is not there', () => {
    expect(() => openReader({ file: `${profile.file}.other`, key: profile.key })).toThrow()
  })
})

describe('a checkpointer', () => {
  it('carries the log over into the file, all but what a reader still needs', () => {
    const database = openDatabase({ file: profile.file, key: profile.key, logPages: 0 })
    database.sql.exec('CREATE TABLE t(a INTEGER PRIMARY KEY, b)')
    const grow = () =>
      database.write(() => {
        for (let row = 0; row < 2000; row++) database.prepare('INSERT INTO t(b) VALUES (?)').run('x'.repeat(5000))
      })
    grow()
    const before = statSync(profile.file).size
    const reader = openReader({ file: profile.file, key: profile.key })
    const reading = reader.prepare('SELECT a FROM t').iterate()
    reading.next()
    grow()
    const checkpointer = openCheckpointer({ file: profile.file, key: profile.key })
    expect(checkpointer.run()).toBeGreaterThan(1000)
    expect(statSync(profile.file).size).toBeGreaterThan(before + 1000 * 8192)
    reading.return?.()
    expect(checkpointer.run()).toBe(0)
    checkpointer.close()
    reader.close()
    expect(rows(database)).toBe(4000)
    database.close()
  })
})
