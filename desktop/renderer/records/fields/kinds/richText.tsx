import {
  type Icon,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconItalic,
  IconList,
  IconListNumbers,
  IconStrikethrough,
  IconUnderline,
} from '@tabler/icons-react'
import { type Editor, EditorContent, type JSONContent, useEditor, useEditorState } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RichTextDocument } from '../../../../../shared/fields.ts'
import { parseRichText, richTextToPlain } from '../../../../../shared/richText.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { useToolbarKeys } from '../../../ui/useToolbarKeys.ts'
import styles from '../fields.module.css'
import { RichText } from '../RichText.tsx'
import type { InputProps, ViewProps } from '../types.ts'
import { Mention } from './mention.ts'

export function RichTextView({ value, place }: ViewProps<RichTextDocument>) {
  if (place === 'detail') return <RichText document={value} />
  return <span>{richTextToPlain(value).slice(0, place === 'cell' ? 120 : 600)}</span>
}

/** Only what shared/richText.ts stores: the editor cannot make anything that would be refused. */
export const editorExtensions = [
  StarterKit.configure({
    heading: { levels: [2, 3] },
    link: { openOnClick: false, autolink: true, protocols: ['mailto', 'tel'] },
    dropcursor: false,
    trailingNode: false,
  }),
  Mention,
]

export function RichTextInput({ id, field, value, onChange, onBlur, isInvalid, describedBy, ...rest }: InputProps) {
  const { t, i18n } = useTranslation('records')
  const latest = useRef({ onChange, onBlur })
  useEffect(() => {
    latest.current = { onChange, onBlur }
  })
  const label = field.label[i18n.language as keyof typeof field.label]
  const editor = useEditor({
    extensions: editorExtensions,
    content: startOf(value),
    autofocus: rest.autoFocus ? 'end' : false,
    editorProps: {
      attributes: {
        id,
        class: styles.editorText ?? '',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        ...(describedBy ? { 'aria-describedby': describedBy } : {}),
        ...(rest.isRequired ? { 'aria-required': 'true' } : {}),
      },
    },
    onUpdate: ({ editor: changed }) => latest.current.onChange(storedOf(changed)),
    onBlur: () => latest.current.onBlur?.(),
  })
  // The value changed from outside (a draft taken up, a form emptied), not by typing.
  useEffect(() => {
    if (editor.isFocused) return
    if (JSON.stringify(storedOf(editor)) !== JSON.stringify(value))
      editor.commands.setContent(startOf(value), { emitUpdate: false })
  }, [editor, value])
  // Tab leads to the text first, from there Shift+Tab to the toolbar: it is no stop for whoever passes by.
  const [isWithin, setWithin] = useState(false)
  const frame = useRef<HTMLDivElement>(null)
  const onFocusOut = ({ currentTarget, relatedTarget }: FocusEvent) =>
    setWithin(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'F10' || !event.altKey) return
    event.preventDefault()
    frame.current?.querySelector<HTMLElement>('[role=toolbar] [tabindex="0"]')?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a key of the editor as a whole
    <div
      ref={frame}
      className={styles.editor}
      data-invalid={isInvalid || undefined}
      onFocus={() => setWithin(true)}
      onBlur={onFocusOut}
      onKeyDown={onKeyDown}
    >
      <Toolbar editor={editor} label={t('editor.toolbar')} isStop={isWithin} />
      <EditorContent editor={editor} />
    </div>
  )
}

/** One stop of Tab; arrows go from tool to tool, Esc back to the text. */
function Toolbar({ editor, label, isStop }: { editor: Editor; label: string; isStop: boolean }) {
  const { t } = useTranslation('records')
  const keys = useToolbarKeys(() => editor.commands.focus())
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      underline: now.isActive('underline'),
      strike: now.isActive('strike'),
      bulletList: now.isActive('bulletList'),
      orderedList: now.isActive('orderedList'),
      blockquote: now.isActive('blockquote'),
      undo: now.can().undo(),
      redo: now.can().redo(),
    }),
  })
  const marks: [keyof typeof active & keyof typeof commandsOf, Icon][] = [
    ['bold', IconBold],
    ['italic', IconItalic],
    ['underline', IconUnderline],
    ['strike', IconStrikethrough],
    ['bulletList', IconList],
    ['orderedList', IconListNumbers],
    ['blockquote', IconBlockquote],
  ]
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={label} aria-keyshortcuts="Alt+F10" {...keys.toolbar}>
      {marks.map(([name, icon], at) => (
        <IconButton
          key={name}
          {...keys.tool(at, isStop)}
          label={t(`editor.${name}`)}
          icon={icon}
          size={26}
          aria-pressed={active[name]}
          variant={active[name] ? 'light' : 'subtle'}
          onClick={() => commandsOf[name](editor)}
        />
      ))}
      <span className={styles.toolbarGap} />
      <IconButton
        label={t('editor.undo')}
        icon={IconArrowBackUp}
        {...keys.tool(marks.length, isStop)}
        size={26}
        // With the focus on it, it must not go away.
        data-disabled={!active.undo || undefined}
        aria-disabled={!active.undo}
        onClick={() => active.undo && editor.chain().focus().undo().run()}
      />
      <IconButton
        label={t('editor.redo')}
        icon={IconArrowForwardUp}
        {...keys.tool(marks.length + 1, isStop)}
        size={26}
        // With the focus on it, it must not go away.
        data-disabled={!active.redo || undefined}
        aria-disabled={!active.redo}
        onClick={() => active.redo && editor.chain().focus().redo().run()}
      />
    </div>
  )
}

const commandsOf = {
  bold: (editor: Editor) => editor.chain().focus().toggleBold().run(),
  italic: (editor: Editor) => editor.chain().focus().toggleItalic().run(),
  underline: (editor: Editor) => editor.chain().focus().toggleUnderline().run(),
  strike: (editor: Editor) => editor.chain().focus().toggleStrike().run(),
  bulletList: (editor: Editor) => editor.chain().focus().toggleBulletList().run(),
  orderedList: (editor: Editor) => editor.chain().focus().toggleOrderedList().run(),
  blockquote: (editor: Editor) => editor.chain().focus().toggleBlockquote().run(),
}

export const startOf = (value: unknown): JSONContent => {
  const parsed = parseRichText(value)
  return parsed.ok && parsed.value ? (parsed.value as JSONContent) : { type: 'doc', content: [{ type: 'paragraph' }] }
}

/** The document as it is stored; nothing where nothing is written. */
export const storedOf = (editor: Editor): RichTextDocument | undefined =>
  editor.isEmpty ? undefined : (editor.getJSON() as RichTextDocument)
