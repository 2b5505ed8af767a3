import { expect, it } from 'vitest'
import { openBy } from './serve.ts'

it('others reach a server by what it listens on or by the address it is known under', () => {
  expect(openBy({ host: '127.0.0.1', publicUrl: undefined })).toBeUndefined()
  expect(openBy({ host: '::1', publicUrl: 'http://[::1]:4780' })).toBeUndefined()
  expect(openBy({ host: '0.0.0.0', publicUrl: undefined })).toEqual(['PERGEL_HOST', '0.0.0.0'])
  const publicUrl = 'https://crm.firma.com.tr'
  expect(openBy({ host: '127.0.0.1', publicUrl })).toEqual(['PERGEL_PUBLIC_URL', publicUrl])
})
