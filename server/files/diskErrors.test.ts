import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { AppError, errorStatus } from '../../shared/errors.ts'
import { asDiskError } from './diskErrors.ts'

const systemError = (code: string) => Object.assign(new Error(`${code}: write`), { code, syscall: 'write' })

it.each(['ENOSPC', 'EDQUOT'])('a disk without room (%s) is told as one, so that uploads wait for it', code => {
  expect(asDiskError(systemError(code))).toMatchObject({ code: 'storage.full' })
  expect(errorStatus['storage.full']).toBe(507)
})

it.each(['EROFS', 'EACCES', 'EIO', 'ESTALE'])('a disk that does not do as it is told (%s) says how', code => {
  expect(asDiskError(systemError(code))).toMatchObject({ code: 'storage.failed', params: { reason: code } })
})

it('what the system itself throws is known, and what is a fault of ours stays itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pergel-disk-'))
  const file = join(folder, 'file')
  writeFileSync(file, '')
  const thrown = await mkdir(join(file, 'below')).catch(asDiskError)
  rmSync(folder, { recursive: true })
  expect(thrown).toBeInstanceOf(AppError)
  expect(thrown).toMatchObject({ code: 'storage.failed', params: { reason: 'ENOTDIR' } })
  const ours = new TypeError('not a function')
  expect(asDiskError(ours)).toBe(ours)
})
