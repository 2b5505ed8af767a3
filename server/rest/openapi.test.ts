import spectral, { type RulesetDefinition } from '@stoplight/spectral-core'
import parsers from '@stoplight/spectral-parsers'
import rulesets from '@stoplight/spectral-rulesets'
import { describe, expect, it } from 'vitest'
import { languages } from '../../shared/labels.ts'
import { eventOf } from './events.ts'
import { openApi } from './openapi.ts'

describe('the OpenAPI document', () => {
  it('stands up to every rule of the linter', async () => {
    const linter = new spectral.Spectral()
    linter.setRuleset({
      // The two packages were typed against different copies of the same format list.
      extends: [[rulesets.oas as unknown as RulesetDefinition, 'all']],
      rules: {
        // A self-hosted server has no address of ours to write to; kinds stand in the order of the app.
        'contact-properties': 'off',
        'openapi-tags-alphabetical': 'off',
        // OpenAPI 3.1 lets a licence have an identifier or a URL, not both.
        'license-url': 'off',
      },
    })
    const text = JSON.stringify(openApi('en', '1.0.0'), null, 1)
    const found = await linter.run(new spectral.Document(text, parsers.Json, 'openapi.json'))
    expect(found.map(({ code, message, path }) => `${code} ${path.join('.')}: ${message}`).slice(0, 20)).toEqual([])
  }, 120_000)

  it('says the same in each language, in its own words', () => {
    const texts = languages.map(language => openApi(language, '1.0.0'))
    const shapes = texts.map(text => JSON.stringify(text, (key, value) => (isWord(key, value) ? typeof value : value)))
    expect(new Set(shapes).size).toBe(1)
    expect(new Set(texts.map(text => JSON.stringify(text))).size).toBe(languages.length)
    for (const text of texts.map(one => JSON.stringify(one))) {
      const unsaid = [...text.matchAll(/"(?:summary|description|title)":"(?:(?:[a-z]\w*\.)+\w+)?"/g)].map(
        ([found]) => found,
      )
      expect(unsaid).toEqual([])
      expect(text.includes('{{')).toBe(false)
    }
  })

  it('gives every operation its name, tag and example', () => {
    const api = openApi('en', '1.0.0') as {
      paths: Record<string, Record<string, { operationId?: string; tags?: string[]; requestBody?: unknown }>>
    }
    const names = new Set<string>()
    for (const [path, item] of Object.entries(api.paths))
      for (const [method, operation] of Object.entries(item)) {
        if (method === 'parameters') continue
        expect([path, method, operation.tags?.length]).toEqual([path, method, 1])
        expect(names.has(operation.operationId ?? '')).toBe(false)
        names.add(operation.operationId ?? '')
        const text = JSON.stringify(operation)
        const hasContent = text.includes('"content"')
        if (hasContent) expect([path, method, text.includes('"example"')]).toEqual([path, method, true])
      }
    expect(names.size).toBeGreaterThan(50)
  })
})

describe('an event', () => {
  it('is told from what a record was and is', () => {
    const [open, archived] = [{ archived: false }, { archived: true }]
    expect([eventOf(undefined, open), eventOf(undefined, archived)]).toEqual(['created', 'created'])
    expect([eventOf(open, open), eventOf(archived, archived)]).toEqual(['updated', 'updated'])
    expect([eventOf(open, archived), eventOf(archived, open)]).toEqual(['archived', 'restored'])
  })
})

const worded = new Set(['title', 'description', 'summary', 'detail'])
const isWord = (key: string, value: unknown): boolean => worded.has(key) && typeof value === 'string'
