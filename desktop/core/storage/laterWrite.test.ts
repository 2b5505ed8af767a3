import { describe, expect, it } from 'vitest'
import { openReader } from './database.ts'
import { filledProfiles, rowsIn } from './testing/filledProfiles.ts'

const { profile, filled } = filledProfiles()

describe('a later write', () => {
  const add = (database: ReturnType<typeof filled>) => () => database.prepare('INSERT INTO t(b) VALUES (1)').run()

  it('is committed with those that follow it, and told then', () => {
    const database = filled()
    const reader = openReader({ file: profile().file, key: profile().key })
    const told: number[] = []
    for (const n of [1, 2])
      database.write(
        () => {
          add(database)()
          database.afterCommit(() => told.push(n))
        },
        { sync: 'later' },
      )
    expect([rowsIn(database), rowsIn(reader), told]).toEqual([202, 200, []])
    database.afterCommit(() => told.push(0))
    database.settle()
    expect([rowsIn(reader), told]).toEqual([202, [0, 1, 2]])
    database.settle()
    reader.close()
  })

  it('is on disk with the next write of another sort, which undoes only itself', () => {
    const database = filled()
    const reader = openReader({ file: profile().file, key: profile().key })
    database.write(add(database), { sync: 'later' })
    expect(() =>
      database.write(() => {
        expect(rowsIn(reader)).toBe(201)
        add(database)()
        throw new Error('no')
      }),
    ).toThrow('no')
    expect([rowsIn(database), rowsIn(reader)]).toEqual([201, 201])
    database.write(add(database), { sync: 'later' })
    database.write(() => expect(database.sql.pragma('synchronous', { simple: true })).toBe(2))
    expect(rowsIn(reader)).toBe(202)
    reader.close()
  })

  it('that fails takes with it what was not committed before it, and nothing else', () => {
    const database = filled()
    const told: string[] = []
    const write = (name: string) =>
      database.write(
        () => {
          add(database)()
          database.afterCommit(() => told.push(name))
          if (name === 'failed') throw new Error('no')
        },
        { sync: 'later' },
      )
    write('committed')
    database.settle()
    write('open')
    expect(() => write('failed')).toThrow('no')
    write('after')
    database.close()
    expect(told).toEqual(['committed', 'after'])
    expect(rowsIn(profile().open())).toBe(202)
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
    expect([rowsIn(database), told]).toEqual([201, []])
  })

  it('that follows others which the disk has undone fails as they do', () => {
    const database = filled()
    database.write(add(database), { sync: 'later' })
    // As SQLite does on a full disk.
    database.sql.exec('ROLLBACK')
    const full = expect.objectContaining({ code: 'storage.full' })
    expect(() => database.write(add(database), { sync: 'later' })).toThrow(full)
    expect(rowsIn(database)).toBe(200)
    database.write(add(database), { sync: 'later' })
    database.settle()
    expect(rowsIn(database)).toBe(201)
  })

  it('may be made by whoever is told of the commit before it', () => {
    const database = filled()
    const another = () => database.write(add(database), { sync: 'later' })
    database.write(() => database.afterCommit(another), { sync: 'later' })
    database.write(add(database))
    database.settle()
    expect(rowsIn(database)).toBe(202)
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
    expect(rowsIn(database)).toBe(201)
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
    expect(rowsIn(database)).toBe(200)
  })
})
