import { expect, test } from 'vitest'
import { brokenRules } from './passwordRules.ts'

const own = ['Ayşe Yıldız', 'ayse.yildiz@firma.com.tr']

test.each(['mavi kapı üçüncü kat', 'K7q2m-4txrv', 'çok uzun bir cümle'])('%s is good enough', password => {
  expect(brokenRules(password, own)).toEqual([])
})

test('a short password is too short, however strange', () => {
  expect(brokenRules('k7!Qx', own)).toContain('length')
})

test.each(['1234567890', 'aaaaaaaaaaaa', 'abcdefghijkl', '9876543210', 'ababababab'])(
  '%s is easy to guess',
  password => {
    expect(brokenRules(password, own)).toEqual(['varied'])
  },
)

test.each(['YILDIZ 2026 bahar', 'firma-parolasi-9', 'ayse12345678!'])('%s gives its owner away', password => {
  expect(brokenRules(password, own)).toContain('notOwn')
})
