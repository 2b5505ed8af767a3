import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

test('profile and server are those that are named, by either spelling, among switches that are not ours', () => {
  const argv = ['/app', '--no-first-run', '--profile', 'a/b', '--server=https://crm.firma.com.tr', 'pergel://leads']
  expect(readOptions(argv, {}, '/home')).toEqual({ profile: resolve('a/b'), server: 'https://crm.firma.com.tr' })
})

test('without them the system’s folder or the data folder is used, and the server of this machine', () => {
  expect(readOptions([], {}, '/home/x')).toEqual({
    profile: resolve(join('/home/x', 'profile')),
    server: 'http://127.0.0.1:4780',
  })
  expect(readOptions(['--profile'], { PERGEL_DATA_DIR: '/data', PERGEL_PORT: '81' }, '/home/x')).toEqual({
    profile: resolve('/data/desktop'),
    server: 'http://127.0.0.1:81',
  })
})

test('what is no address is refused with what is allowed', () => {
  expect(() => readOptions(['--server', 'crm'], {}, '/home')).toThrow('https://pergel.example.com')
})
