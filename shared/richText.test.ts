import { expect, test } from 'vitest'
import type { RichTextDocument } from './fields.ts'
import { maxRichTextBytes, mentionedIn, parseRichText, plainToRichText, richTextToPlain } from './richText.ts'

const text = (value: string, ...marks: unknown[]) => ({
  type: 'text',
  text: value,
  ...(marks.length > 0 ? { marks } : {}),
})
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', ...(content.length > 0 ? { content } : {}) })
const doc = (...content: unknown[]): RichTextDocument => ({ type: 'doc', content })
const link = (href: string, more: object = {}) => ({ type: 'link', attrs: { href, ...more } })
const item = (...content: unknown[]) => ({ type: 'listItem', content })

const full = doc(
  { type: 'heading', attrs: { level: 2 }, content: [text('Görüşme')] },
  paragraph(
    text('Sayın ', { type: 'bold' }, { type: 'italic' }),
    { type: 'mention', attrs: { id: '0190', label: 'Ayşe', mentionSuggestionChar: '@' } },
    { type: 'hardBreak' },
    text(
      'site',
      link('https://örnek.com/a?b=1', {
        target: '_blank',
        rel: 'noopener noreferrer nofollow',
        class: null,
        title: null,
      }),
      { type: 'underline' },
    ),
  ),
  {
    type: 'bulletList',
    content: [
      item(paragraph(text('bir'))),
      item(paragraph(text('iki')), {
        type: 'orderedList',
        attrs: { start: 1, type: null },
        content: [item(paragraph(text('üç', { type: 'strike' })))],
      }),
    ],
  },
  { type: 'blockquote', content: [paragraph(text('alıntı', { type: 'code' }))] },
  { type: 'codeBlock', attrs: { language: null }, content: [text('a\n\tb')] },
  { type: 'horizontalRule' },
  paragraph(),
)

test('what the editor writes is accepted unchanged', () => {
  expect(parseRichText(full)).toEqual({ ok: true, value: full })
})

test('plain text has a line per block', () => {
  expect(richTextToPlain(full)).toBe('Görüşme\nSayın @Ayşe\nsite\nbir\niki\nüç\nalıntı\na\n\tb')
  expect(richTextToPlain(doc())).toBe('')
  expect(mentionedIn(full)).toEqual(['0190'])
})

test('plain text becomes paragraphs and comes back', () => {
  const value = 'Merhaba\n\nikinci satır'
  const document = plainToRichText(value.replace('\n', '\r\n'))
  expect(parseRichText(document).ok).toBe(true)
  expect(richTextToPlain(document)).toBe(value)
})

test('a document without content is as good as none', () => {
  for (const empty of [doc(), { type: 'doc' }, doc(paragraph()), doc(paragraph(text('  ')))])
    expect(parseRichText(empty)).toEqual({ ok: true, value: undefined })
  expect(parseRichText(doc({ type: 'horizontalRule' }))).toMatchObject({ ok: true, value: { type: 'doc' } })
})

test('links lead to the web, mail or phone only', () => {
  const accepts = (href: string) => parseRichText(doc(paragraph(text('x', link(href))))).ok
  expect(['https://a.com', 'HTTP://a.com/ğ', 'mailto:a@b.com', 'tel:+905321234567'].map(accepts)).toEqual([
    true,
    true,
    true,
    true,
  ])
  const wrong = [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//a.com',
    '/path',
    '',
    'https://',
    'https://a b',
    `https://a/${'x'.repeat(2000)}`,
  ]
  for (const href of wrong) expect(accepts(href), href).toBe(false)
})

test('unknown blocks, marks and attributes are refused', () => {
  const wrong: unknown[] = [
    null,
    'x',
    [],
    {},
    paragraph(),
    { type: 'doc', content: {} },
    { ...doc(), attrs: {} },
    doc({ type: 'iframe' }),
    doc(text('loose')),
    doc(paragraph(paragraph())),
    doc(paragraph({ type: 'text', text: '' })),
    doc({ ...paragraph(), attrs: { style: 'x' } }),
    doc({ type: 'heading', content: [] }),
    doc({ type: 'heading', attrs: { level: 7 } }),
    doc(paragraph(text('x', { type: 'style' }))),
    doc(paragraph(text('x', { type: 'bold', attrs: { onclick: 'x' } }))),
    doc(paragraph(text('x', link('https://a.com', { onclick: 'x' })))),
    doc(paragraph(text('x', link('https://a.com', { target: '_top' })))),
    doc(paragraph(text('x', link('https://a.com', { class: 'x' })))),
    doc({ type: 'bulletList', content: [paragraph()] }),
    doc({ type: 'bulletList', content: [] }),
    doc(item(paragraph())),
    doc(paragraph({ type: 'mention', attrs: { id: '', label: 'x' } })),
    doc(paragraph({ type: 'text', text: 5 })),
    doc(paragraph(text('nul \u0000'))),
    doc(paragraph(text('half \ud800'))),
    doc({ type: 'codeBlock', content: [text('x', { type: 'bold' })] }),
    { type: 'doc', content: [], __proto__: { a: 1 }, constructor: 1 },
  ]
  for (const value of wrong)
    expect(parseRichText(value), JSON.stringify(value)).toEqual({ ok: false, reason: 'badRichText' })
})

test('documents are limited in size, counted in bytes', () => {
  const long = (letters: string, count: number) => parseRichText(doc(paragraph(text(letters.repeat(count)))))
  expect(long('a', maxRichTextBytes - 200).ok).toBe(true)
  expect(long('a', maxRichTextBytes)).toEqual({ ok: false, reason: 'tooLarge' })
  expect(long('ş', maxRichTextBytes / 2)).toEqual({ ok: false, reason: 'tooLarge' })
})

test('documents are limited in depth, whatever they are made of', () => {
  const quoted = (levels: number) =>
    doc(
      Array.from({ length: levels }).reduce<object>(
        inner => ({ type: 'blockquote', content: [inner] }),
        paragraph(text('x')),
      ),
    )
  expect(parseRichText(quoted(30)).ok).toBe(true)
  expect(parseRichText(quoted(60))).toEqual({ ok: false, reason: 'badRichText' })
  expect(parseRichText(JSON.parse('['.repeat(200_000) + ']'.repeat(200_000)))).toEqual({
    ok: false,
    reason: 'badRichText',
  })
})
