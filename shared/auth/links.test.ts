import { describe, expect, it } from 'vitest'
import { appLinkTo, linkTo, readLink } from './links.ts'

const token = `pgi_${'aB3-_'.repeat(8)}xyz`
const link = { purpose: 'join', server: 'https://pergel.firma.com.tr', token } as const

describe('a link that is handed on', () => {
  it('is read back, as the web page, as the app opens it, and as mail programs mangle it', () => {
    for (const text of [linkTo(link), appLinkTo(link), `<${linkTo(link)}>`, ` ${linkTo(link)}.\n`])
      expect(readLink(text), text).toEqual(link)
  })

  it('tells the server nothing of its token before the app shows it', () => {
    expect(new URL(linkTo(link)).pathname + new URL(linkTo(link)).search).not.toContain(token)
    expect(new URL(appLinkTo(link)).search).not.toContain(token)
  })

  it('keeps the port and the path of its server', () => {
    const server = 'http://127.0.0.1:4780'
    const reset = { purpose: 'reset', server, token: token.replace('pgi', 'pgr') } as const
    expect(readLink(linkTo(reset))).toEqual(reset)
    expect(readLink(appLinkTo(reset))).toEqual(reset)
    const below = { ...link, server: 'https://firma.com.tr/crm' }
    expect(readLink(linkTo(below))).toEqual(below)
  })

  it.each([
    '',
    'pergel://customers/0190',
    'https://pergel.firma.com.tr/join',
    `https://pergel.firma.com.tr/other#${token}`,
    `https://pergel.firma.com.tr/join#${token.slice(0, -1)}`,
    `javascript://x/join#${token}`,
    `pergel://join?server=javascript:alert(1)#${token}`,
    `pergel://join#${token}`,
  ])('is nothing else (%s)', text => {
    expect(readLink(text)).toBeUndefined()
  })
})
