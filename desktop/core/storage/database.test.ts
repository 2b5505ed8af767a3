import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openCheckpointer, openDatabase, openReader } from './database.ts'
import { filledProfiles, rowsIn, secret } from './testing/filledProfiles.ts'
import { testKey } from './testing/subjects.ts'

const { profile, filled } = filledProfiles()

describe('the profile file', () => {
  it('is encrypted with AEGIS-256, log included', () => {
    const database = filled()
    expect(database.sql.pragma('cipher', { simple: true })).toBe('aegis')
    expect(database.sql.pragma('algorithm', { simple: true })).toBe('aegis-256')
    for (const end of ['', '-wal']) {
      const bytes = readFileSync(profile().file + end)
      expect(bytes.includes(secret)).toBe(false)
      expect(bytes.includes('CREATE TABLE')).toBe(false)
      expect(bytes.includes('SQLite format 3')).toBe(false)
    }
  })

  it('waits for the disk at each commit, deletes for good, and keeps temporary data in memory', () => {
    const { sql } = profile().open()
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
    expect(rowsIn(profile().open())).toBe(200)
  })

  it('does not open with another key', () => {
    filled().close()
    const open = () => openDatabase({ file: profile().file, key: testKey() })
    expect(open).toThrow(expect.objectContaining({ code: 'storage.wrongKey' }))
    expect(rowsIn(profile().open())).toBe(200)
  })

  it('refuses a key that is not 256 bits long', () => {
    expect(() => openDatabase({ file: profile().file, key: new Uint8Array(16) })).toThrow(RangeError)
  })

  it.each([
    ['random bytes', (bytes: Buffer) => bytes.map(() => Math.random() * 256)],
    ['text', () => Buffer.from('this is a text file, longer than a header of SQLite is'.repeat(10))],
    ['a header and no more', (bytes: Buffer) => bytes.subarray(0, 100)],
  ])('says that it is damaged when it is %s', (_kind, damage) => {
    filled().close()
    writeFileSync(profile().file, damage(readFileSync(profile().file)))
    expect(() => profile().open()).toThrow(expect.objectContaining({ code: 'storage.damaged' }))
  })

  it('notices a single changed bit in a page when that page is read', () => {
    filled().close()
    const bytes = readFileSync(profile().file)
    bytes[bytes.length - 4000] = (bytes.at(-4000) ?? 0) ^ 1
    writeFileSync(profile().file, bytes)
    const database = profile().open()
    const read = () => database.write(() => database.prepare('SELECT sum(length(b)) FROM t').get())
    expect(read).toThrow(expect.objectContaining({ code: 'storage.damaged' }))
  })

  it('says that it is newer when a later version wrote it', () => {
    const database = filled()
    database.sql.pragma('user_version = 99')
    database.close()
    expect(() => profile().open()).toThrow(
      expect.objectContaining({ code: 'client.tooOld', params: { found: 99, known: 1 } }),
    )
  })
})

describe('write', () => {
  it('commits what it did and gives its result', () => {
    const database = filled()
    expect(database.write(() => database.prepare('DELETE FROM t WHERE a <= 50').run().changes)).toBe(50)
    expect(rowsIn(database)).toBe(150)
  })

  it('undoes everything after a throw, and throws it on', () => {
    const database = filled()
    const failing = () =>
      database.write(() => {
        database.prepare('DELETE FROM t').run()
        throw new Error('no')
      })
    expect(failing).toThrow('no')
    expect(rowsIn(database)).toBe(200)
  })

  it('joins the transaction under way', () => {
    const database = filled()
    const failing = () =>
      database.write(() => {
        database.write(() => database.prepare('DELETE FROM t').run())
        throw new Error('no')
      })
    expect(failing).toThrow('no')
    expect(rowsIn(database)).toBe(200)
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
    expect(rowsIn(database)).toBe(150)
  })

  it('refuses a function that is not over when it returns', () => {
    const database = filled()
    expect(() => database.write(async () => database.prepare('DELETE FROM t').run())).toThrow(TypeError)
    expect(rowsIn(database)).toBe(200)
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
    expect(rowsIn(database)).toBe(0)
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
    expect(rowsIn(database)).toBe(200)
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
    expect(rowsIn(database)).toBe(200)
    database.sql.pragma(`max_page_count = ${pages + 1000}`)
    fill()
    expect(rowsIn(database)).toBe(300)
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
      expect(rowsIn(database)).toBeLessThan(200)
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'storage.full' })
      expect(rowsIn(database)).toBe(200)
    }
  })

  it('says that it is closed', () => {
    const database = filled()
    database.close()
    expect(() => database.write(() => 1)).toThrow(expect.objectContaining({ code: 'storage.closed' }))
    expect(() => database.prepare('SELECT 1')).toThrow(expect.objectContaining({ code: 'storage.closed' }))
  })
})

describe('a reader', () => {
  it('sees what is committed, at once, and nothing before', () => {
    const database = filled()
    const reader = openReader({ file: profile().file, key: profile().key })
    database.write(() => {
      database.prepare('DELETE FROM t WHERE a <= 50').run()
      expect(rowsIn(reader)).toBe(200)
    })
    expect(rowsIn(reader)).toBe(150)
    reader.close()
  })

  it('cannot write', () => {
    filled()
    const reader = openReader({ file: profile().file, key: profile().key })
    expect(() => reader.prepare('DELETE FROM t').run()).toThrow(/readonly/)
    reader.close()
  })

  it('needs the key too', () => {
    filled()
    const open = () => openReader({ file: profile().file, key: testKey() })
    expect(open).toThrow(expect.objectContaining({ code: 'storage.wrongKey' }))
  })

  it('does not make a file that is not there', () => {
    expect(() => openReader({ file: `${profile().file}.other`, key: profile().key })).toThrow()
  })
})

describe('a checkpointer', () => {
  it('carries the log over into the file, all but what a reader still needs', () => {
    const database = openDatabase({ file: profile().file, key: profile().key, logPages: 0 })
    database.sql.exec('CREATE TABLE t(a INTEGER PRIMARY KEY, b)')
    const grow = () =>
      database.write(() => {
        for (let row = 0; row < 2000; row++) database.prepare('INSERT INTO t(b) VALUES (?)').run('x'.repeat(5000))
      })
    grow()
    const before = statSync(profile().file).size
    const reader = openReader({ file: profile().file, key: profile().key })
    const reading = reader.prepare('SELECT a FROM t').iterate()
    reading.next()
    grow()
    const checkpointer = openCheckpointer({ file: profile().file, key: profile().key })
    expect(checkpointer.run()).toBeGreaterThan(1000)
    expect(statSync(profile().file).size).toBeGreaterThan(before + 1000 * 8192)
    reading.return?.()
    expect(checkpointer.run()).toBe(0)
    checkpointer.close()
    reader.close()
    expect(rowsIn(database)).toBe(4000)
    database.close()
  })
})
