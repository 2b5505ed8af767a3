import { Button } from '@mantine/core'
import { IconAt } from '@tabler/icons-react'
import { EditorContent, useEditor, useEditorState } from '@tiptap/react'
import { useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { RichTextDocument } from '../../../../shared/fields.ts'
import { editorExtensions, startOf, storedOf } from '../../records/fields/kinds/richText.tsx'
import { onSaveKeys } from '../../records/form/onSaveKeys.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './comments.module.css'
import { MentionList } from './MentionList.tsx'
import type { Colleague } from './mentionTyping.ts'
import { useMentions } from './useMentions.ts'

interface Props {
  label: string
  placeholder: string
  /** What stands in it at first. */
  start: RichTextDocument | undefined
  colleagues: readonly Colleague[]
  save: string
  /** Resolves with whether it was saved; then the editor is emptied. */
  onSave: (document: RichTextDocument) => Promise<boolean>
  onCancel?: () => void
  onChange?: (document: RichTextDocument | undefined) => void
  autoFocus?: boolean
}

/** Where a comment is written, new or again. Ctrl/Cmd+Enter saves; `@` offers colleagues who may see the record. */
export function CommentEditor(props: Props) {
  const { label, placeholder, start, colleagues, save, onSave, onCancel, onChange, autoFocus } = props
  const { t } = useTranslation('detail')
  const listId = useId()
  const frame = useRef<HTMLDivElement>(null)
  const changed = useRef(onChange)
  const onKeys = useRef<(event: KeyboardEvent) => boolean>(() => false)
  useEffect(() => {
    changed.current = onChange
  })
  const editor = useEditor({
    extensions: editorExtensions,
    content: startOf(start),
    autofocus: autoFocus ? 'end' : false,
    editorProps: {
      attributes: { class: styles.text ?? '', role: 'textbox', 'aria-multiline': 'true', 'aria-label': label },
      handleKeyDown: (_view, event) => onKeys.current(event),
    },
    onUpdate: ({ editor: now }) => changed.current?.(storedOf(now)),
  })
  const mentions = useMentions({ editor, colleagues, listId, frame })
  useEffect(() => {
    onKeys.current = event => {
      if (mentions.keys.current(event)) return true
      if (event.key !== 'Escape' || !onCancel) return false
      event.stopPropagation()
      event.preventDefault()
      onCancel()
      return true
    }
  })
  const isEmpty = useEditorState({ editor, selector: ({ editor: now }) => now.isEmpty })
  const submit = async () => {
    const document = storedOf(editor)
    if (!document) return
    if ((await onSave(document)) && !editor.isDestroyed) editor.commands.clearContent(true)
  }
  return (
    <div
      className={styles.editor}
      ref={frame}
      data-form={!isEmpty || undefined}
      onKeyDownCapture={onSaveKeys(() => void submit())}
    >
      {isEmpty && (
        <span className={styles.placeholder} aria-hidden>
          {placeholder}
        </span>
      )}
      <EditorContent editor={editor} />
      {mentions.isOpen && (
        <MentionList
          id={listId}
          options={mentions.options}
          query={mentions.query}
          active={mentions.active}
          at={mentions.at}
          onChoose={mentions.choose}
        />
      )}
      <div className={styles.bar}>
        <IconButton
          label={t('comments.mention')}
          icon={IconAt}
          size={26}
          onClick={() => {
            // A name is typed after a blank, or it would be an address.
            const { $from } = editor.state.selection
            const before = $from.parent.textBetween(0, $from.parentOffset, undefined, ' ')
            editor
              .chain()
              .focus()
              .insertContent(before === '' || before.endsWith(' ') ? '@' : ' @')
              .run()
          }}
        />
        <span className={styles.gap} />
        {onCancel && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onCancel}>
            {t('comments.cancel')}
          </Button>
        )}
        <Button size="compact-sm" disabled={isEmpty} onClick={() => void submit()}>
          {save}
        </Button>
      </div>
    </div>
  )
}
