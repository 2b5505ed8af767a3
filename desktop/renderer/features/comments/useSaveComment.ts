import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { asAppError } from '../../../../shared/errors.ts'
import type { RichTextDocument } from '../../../../shared/fields.ts'
import { uuidv7 } from '../../../../shared/ids.ts'
import type { RecordKey } from '../../../../shared/record.ts'
import { mentionedIn } from '../../../../shared/richText.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useCore } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { toast } from '../../ui/toast.tsx'

/** Writes a comment with whom it mentions, or takes it away; a problem is said and nothing is lost. */
export function useSaveComment(kind: AnyKind) {
  const core = useCore()
  const undo = useUndo()
  const { error } = useErrorText()
  const { t } = useTranslation('detail')
  return useMemo(() => {
    const done = async (said: string, work: Promise<{ operation: string }>): Promise<boolean> => {
      try {
        undo.done(said, (await work).operation)
        return true
      } catch (thrown) {
        toast({ message: error(asAppError(thrown).toBody()), tone: 'problem' })
        return false
      }
    }
    return {
      add: (parent: RecordKey, body: RichTextDocument) => {
        const mentions = mentionedIn(body)
        const work = core.call('records.save', {
          kind: kind.name,
          id: uuidv7(),
          create: true,
          set: {
            body: { value: body },
            ...(mentions.length > 0 ? { mentions: { value: mentions } } : {}),
            parent: { value: { kind: parent.kind, id: parent.id } },
          },
        })
        return done(t('comments.added'), work)
      },
      edit: ({ id, values }: ShownRecord, body: RichTextDocument) => {
        const mentions = mentionedIn(body)
        const work = core.call('records.save', {
          kind: kind.name,
          id,
          create: false,
          set: {
            body: { base: values['body'], value: body },
            mentions: { base: values['mentions'], ...(mentions.length > 0 ? { value: mentions } : {}) },
          },
        })
        return done(t('comments.saved'), work)
      },
      remove: ({ id }: ShownRecord) => {
        const change = { label: 'archive', keys: [{ kind: kind.name, id }], set: { archived: true } }
        return done(t('comments.removed'), core.call('records.change', change))
      },
    }
  }, [core, undo, error, t, kind])
}
