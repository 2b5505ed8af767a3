import { expect, test } from 'vitest'
import { AppError } from '../../../shared/errors.ts'
import type { HostHandlers } from '../api/host.ts'
import { hostHere } from '../api/hostLine.ts'
import { saveFile } from './saveFile.ts'

const file = { name: 'pergel-2026.json', text: '{}' }
const savedBy = (save?: HostHandlers['file.save']) => saveFile(hostHere(save ? { 'file.save': save } : {}), file)

test('the shell keeps a file or its person changes their mind; a shell that cannot leaves it to the page', async () => {
  expect(await savedBy(() => ({ isSaved: true }))).toEqual({ outcome: 'saved' })
  expect(await savedBy(() => ({ isSaved: false }))).toEqual({ outcome: 'cancelled' })
  expect(await savedBy()).toEqual({ outcome: 'page' })
})

test('a place that takes nothing is said', async () => {
  const failed = () => Promise.reject(new AppError('storage.failed'))
  await expect(savedBy(failed)).rejects.toMatchObject({ code: 'storage.failed' })
})

test.each(['../../.bashrc', '/etc/passwd', 'start.exe', 'a/b.json', '.json', 'x.json.exe'])(
  '%s is no name for a file of ours',
  async name => {
    const host = hostHere({ 'file.save': () => ({ isSaved: true }) })
    await expect(saveFile(host, { ...file, name })).rejects.toMatchObject({ code: 'input.malformed' })
  },
)
