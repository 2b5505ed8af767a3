import type { Editor } from '@tiptap/react'
import { trFold } from '../../../../shared/text.ts'

/** A name being typed after `@`, and where in the document it stands. */
export interface Typing {
  from: number
  to: number
  query: string
}
export interface Colleague {
  id: string
  name: string
}

/** Two words of a name are enough to choose by; an e-mail address has no blank before its `@`. */
const pattern = /(?:^|[\s(])@([\p{L}\p{N}.'’-]{0,40}(?: [\p{L}\p{N}.'’-]{1,40})?)$/u

export function typingIn(editor: Editor): Typing | undefined {
  const { selection } = editor.state
  const { $from } = selection
  if (!selection.empty || !$from.parent.isTextblock || $from.parent.type.spec.code) return undefined
  // A mention or a picture counts as one sign, so that places in the text are places in the document.
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, '￼')
  const query = pattern.exec(before)?.[1]
  return query === undefined ? undefined : { from: $from.pos - query.length - 1, to: $from.pos, query }
}

/** Those whose names have a word that begins so, in Turkish letters or plain ones; the first word counts most. */
export function matchingColleagues(colleagues: readonly Colleague[], query: string, most = 8): Colleague[] {
  const wanted = trFold(query)
  const ranked = colleagues.flatMap(colleague => {
    const name = trFold(colleague.name)
    if (name.startsWith(wanted)) return [{ colleague, rank: 0 }]
    return name.split(' ').some(word => word.startsWith(wanted)) ? [{ colleague, rank: 1 }] : []
  })
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ colleague }) => colleague)
}

/** Puts the colleague where the name was typed, with a blank to go on after. */
export const insertMention = (editor: Editor, { from, to }: Typing, { id, name }: Colleague): boolean =>
  editor
    .chain()
    .focus()
    .insertContentAt({ from, to }, [
      { type: 'mention', attrs: { id, label: name } },
      { type: 'text', text: ' ' },
    ])
    .run()
