import { createHash } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { languages } from '../../shared/labels.ts'
import { office } from '../records/testing/office.ts'
import { testDatabase } from '../testing/testDatabase.ts'
import { restOf } from './testing/restOf.ts'

const test = await testDatabase()
afterAll(() => test.drop())
const rest = restOf(test.database, await office(test.database))

describe('the documentation', () => {
  it('describes every path and names schemas that are there', async () => {
    const response = await rest.app.request('/api/openapi.json')
    const text = await response.text()
    const api = JSON.parse(text)
    expect(api.openapi).toBe('3.1.0')
    expect(Object.keys(api.paths)).toContain('/api/v1/leads/{id}/commands/convertLead')
    for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g))
      expect(api.components.schemas).toHaveProperty(name ?? '')
    expect(text).not.toMatch(/"(summary|description)":"[\w.]*\.[\w.]+"/)
    const english = JSON.parse(
      await (await rest.app.request('/api/openapi.json', { headers: { 'accept-language': 'en' } })).text(),
    )
    expect(english.components.schemas.Lead.properties.status.title).toBe('Status')
  })

  it('shows itself on a page that needs nothing from elsewhere', async () => {
    for (const language of languages) {
      const response = await rest.app.request(`/api/docs?language=${language}`)
      const text = await response.text()
      const policy = response.headers.get('content-security-policy') ?? ''
      expect(policy).toMatch(/^default-src 'none'; connect-src 'self';/)
      expect(policy).not.toContain('unsafe')
      // What runs and looks is exactly what the policy names.
      for (const [tag, directive] of [
        ['script', 'script-src'],
        ['style', 'style-src'],
      ]) {
        const parts = [...text.matchAll(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`, 'g'))].map(
          ([, part]) => part ?? '',
        )
        expect(parts).toHaveLength(1)
        const hash = createHash('sha256')
          .update(parts[0] ?? '')
          .digest('base64')
        expect(policy).toContain(`${directive} 'sha256-${hash}'`)
      }
      expect(text).toContain(`<html lang="${language}">`)
      expect(text).not.toMatch(/\{\{|\son\w+="|\sstyle="|(?:src|href)="(?:https?:)?\/\//)
    }
    expect((await rest.app.request('/api/docs?language=xx')).status).toBe(422)
  })
})
