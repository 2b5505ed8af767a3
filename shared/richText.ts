import { z } from 'zod'
import type { RichTextDocument } from './fields.ts'
import { isText } from './text.ts'
import { nestsAtMost } from './value.ts'

/** Bytes of JSON a document may have, and levels of blocks within blocks. */
export const maxRichTextBytes = 1_000_000
const maxDepth = 40

export type RichTextResult =
  | { ok: true; value: RichTextDocument | undefined }
  | { ok: false; reason: 'badRichText' | 'tooLarge' }

/**
 * Checks rich text as it is stored: the JSON of the editor (Tiptap's starter kit and mentions) and nothing else; unknown
 * blocks, marks and attributes, and links that are not web, mail or phone, are refused. A document without any content
 * is `undefined`. Size and depth are looked at first, so that no input can exhaust the stack.
 */
export function parseRichText(value: unknown): RichTextResult {
  const limit = limitBroken(value)
  if (limit) return { ok: false, reason: limit }
  const parsed = richTextDocument.safeParse(value)
  if (!parsed.success) return { ok: false, reason: 'badRichText' }
  return { ok: true, value: hasContent(parsed.data) ? parsed.data : undefined }
}

/** The text alone, one line per block, for search, titles, previews and plain e-mail; mentions as `@name`. */
export function richTextToPlain(document: RichTextDocument): string {
  const lines = ['']
  const write = (node: PlainNode) => {
    if (node.type === 'text') lines.push((lines.pop() ?? '') + (node.text ?? ''))
    else if (node.type === 'mention') lines.push(`${lines.pop() ?? ''}@${String(node.attrs?.label ?? '')}`)
    else if (node.type === 'hardBreak') lines.push('')
    else {
      if (lineBlocks.has(node.type) && lines.at(-1) !== '') lines.push('')
      for (const child of node.content ?? []) write(child)
      if (lineBlocks.has(node.type)) lines.push('')
    }
  }
  write(document as PlainNode)
  return lines.join('\n').trim()
}

/** Plain text as a document, one paragraph per line, for imports, REST and demo data. */
export function plainToRichText(text: string): RichTextDocument {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  return {
    type: 'doc',
    content: lines.map(line => ({ type: 'paragraph', ...(line && { content: [{ type: 'text', text: line }] }) })),
  }
}

/** Ids of the users that a document mentions, each once. */
export function mentionedIn(document: RichTextDocument): string[] {
  const ids = new Set<string>()
  const look = (node: PlainNode) => {
    if (node.type === 'mention') ids.add(String(node.attrs?.id ?? ''))
    for (const child of node.content ?? []) look(child)
  }
  look(document as PlainNode)
  return [...ids]
}

/** A node as far as the walks above look at it; they take documents that parseRichText has passed. */
interface PlainNode {
  type: string
  text?: string
  attrs?: Record<string, unknown>
  content?: PlainNode[]
}
const lineBlocks = new Set(['paragraph', 'heading', 'codeBlock', 'horizontalRule'])

const href = z
  .string()
  .max(2000)
  .regex(/^(https?:\/\/|mailto:|tel:)[^\s\p{Cc}]+$/iu)
  .refine(isText)
const short = z.string().max(200).refine(isText)

const plainMark = <T extends string>(type: T) => z.strictObject({ type: z.literal(type) })
const mark = z.discriminatedUnion('type', [
  plainMark('bold'),
  plainMark('italic'),
  plainMark('underline'),
  plainMark('strike'),
  plainMark('code'),
  z.strictObject({
    type: z.literal('link'),
    attrs: z.strictObject({
      href,
      // What the editor writes beside the address; other values could carry styles or windows of somebody's choice.
      target: z.literal(['_blank', null]).optional(),
      rel: z.literal(['noopener noreferrer nofollow', 'noopener noreferrer', null]).optional(),
      class: z.null().optional(),
      title: short.nullable().optional(),
    }),
  }),
])

const textNode = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1).refine(isText),
  marks: z.array(mark).max(6).optional(),
})
const hardBreak = z.strictObject({ type: z.literal('hardBreak'), marks: z.array(mark).max(6).optional() })
const mention = z.strictObject({
  type: z.literal('mention'),
  attrs: z.strictObject({
    id: z.string().min(1).max(100).refine(isText),
    label: short,
    mentionSuggestionChar: z.literal('@').optional(),
  }),
  marks: z.array(mark).max(6).optional(),
})
const inline = z.array(z.discriminatedUnion('type', [textNode, hardBreak, mention])).optional()

const paragraph = z.strictObject({ type: z.literal('paragraph'), content: inline })
const heading = z.strictObject({
  type: z.literal('heading'),
  attrs: z.strictObject({ level: z.int().min(1).max(6) }),
  content: inline,
})
const codeBlock = z.strictObject({
  type: z.literal('codeBlock'),
  attrs: z
    .strictObject({
      language: z
        .string()
        .regex(/^[\w+#-]{1,40}$/)
        .nullable(),
    })
    .optional(),
  content: z.array(z.strictObject({ type: z.literal('text'), text: z.string().min(1).refine(isText) })).optional(),
})
const horizontalRule = z.strictObject({ type: z.literal('horizontalRule') })
const blockquote = z.strictObject({
  type: z.literal('blockquote'),
  get content() {
    return z.array(block).min(1)
  },
})
const listItem = z.strictObject({
  type: z.literal('listItem'),
  get content() {
    return z.array(block).min(1)
  },
})
const bulletList = z.strictObject({ type: z.literal('bulletList'), content: z.array(listItem).min(1) })
const orderedList = z.strictObject({
  type: z.literal('orderedList'),
  attrs: z
    .strictObject({ start: z.int().min(0).max(1_000_000), type: z.literal(['1', 'a', 'A', 'i', 'I', null]).optional() })
    .optional(),
  content: z.array(listItem).min(1),
})
type Block =
  | z.infer<typeof paragraph>
  | z.infer<typeof heading>
  | z.infer<typeof codeBlock>
  | z.infer<typeof horizontalRule>
  | Container
interface Container {
  type: 'blockquote' | 'bulletList' | 'orderedList'
  attrs?: { start: number; type?: '1' | 'a' | 'A' | 'i' | 'I' | null }
  content: unknown[]
}
const block: z.ZodType<Block> = z.lazy(() =>
  z.discriminatedUnion('type', [paragraph, heading, codeBlock, horizontalRule, blockquote, bulletList, orderedList]),
)

/** The stored document, for descriptions of the API; input goes through parseRichText, which looks at its limits first. */
export const richTextDocument = z.strictObject({ type: z.literal('doc'), content: z.array(block).optional() })

function hasContent(document: RichTextDocument): boolean {
  return richTextToPlain(document) !== '' || JSON.stringify(document).includes('"type":"horizontalRule"')
}

function limitBroken(value: unknown): 'badRichText' | 'tooLarge' | undefined {
  // Each level of blocks is two of JSON: the block and its list.
  if (!nestsAtMost(value, maxDepth * 2)) return 'badRichText'
  const json = JSON.stringify(value) ?? ''
  return json.length > maxRichTextBytes || new TextEncoder().encode(json).length > maxRichTextBytes
    ? 'tooLarge'
    : undefined
}
