import type { ReactNode } from 'react'
import type { RichTextDocument } from '../../../../shared/fields.ts'
import { parseRichText } from '../../../../shared/richText.ts'
import styles from './fields.module.css'

interface Node {
  type: string
  text?: string
  attrs?: Record<string, unknown>
  marks?: { type: string; attrs?: Record<string, unknown> }[]
  content?: Node[]
}

/** Stored rich text as elements. Checked once more here: whatever does not fit the schema is not drawn. */
export function RichText({ document }: { document: RichTextDocument }) {
  const parsed = parseRichText(document)
  if (!parsed.ok || !parsed.value) return null
  return <div className={styles.rich}>{childrenOf(parsed.value as Node)}</div>
}

const childrenOf = (node: Node): ReactNode =>
  // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a node of a document is known by
  node.content?.map((child, at) => <Part key={at} node={child} />)

function Part({ node }: { node: Node }): ReactNode {
  return blocks[node.type]?.(node) ?? null
}

const blocks: Record<string, (node: Node) => ReactNode> = {
  paragraph: node => <p>{childrenOf(node)}</p>,
  // The page's own headings go down to h3.
  heading: node => (node.attrs?.['level'] === 2 ? <h4>{childrenOf(node)}</h4> : <h5>{childrenOf(node)}</h5>),
  bulletList: node => <ul>{childrenOf(node)}</ul>,
  orderedList: node => <ol start={Number(node.attrs?.['start'] ?? 1)}>{childrenOf(node)}</ol>,
  listItem: node => <li>{childrenOf(node)}</li>,
  blockquote: node => <blockquote>{childrenOf(node)}</blockquote>,
  codeBlock: node => (
    <pre>
      <code>{childrenOf(node)}</code>
    </pre>
  ),
  horizontalRule: () => <hr />,
  hardBreak: () => <br />,
  mention: node => <span className={styles.mention}>@{String(node.attrs?.['label'] ?? '')}</span>,
  text: node =>
    (node.marks ?? []).reduce<ReactNode>((inner, mark) => marks[mark.type]?.(inner, mark.attrs) ?? inner, node.text),
}

const marks: Record<string, (inner: ReactNode, attrs?: Record<string, unknown>) => ReactNode> = {
  bold: inner => <strong>{inner}</strong>,
  italic: inner => <em>{inner}</em>,
  underline: inner => <u>{inner}</u>,
  strike: inner => <s>{inner}</s>,
  code: inner => <code>{inner}</code>,
  link: (inner, attrs) => (
    <a href={String(attrs?.['href'] ?? '')} target="_blank" rel="noopener noreferrer nofollow">
      {inner}
    </a>
  ),
}
