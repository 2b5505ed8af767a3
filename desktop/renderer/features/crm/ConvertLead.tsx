import { Button, Modal } from '@mantine/core'
import { IconBuilding } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { go } from '../../app/navigation.ts'
import { toRecord } from '../../app/route.ts'
import { useKinds } from '../../data/hooks.ts'
import { useCommandForm, useMayRun } from '../../records/commandForms.tsx'
import { rightsFor } from '../../records/rights.ts'
import type { CommandForm, CommandFormProps, RecordProps } from '../../records/slots.ts'
import { ConvertForm } from './ConvertForm.tsx'

/** "Müşteriye dönüştür", for leads that are none yet and whoever may make customers. */
export function ConvertLead({ record }: RecordProps) {
  const { t } = useTranslation('records')
  const open = useCommandForm()
  const mayRun = useMayRun()
  const button = useRef<HTMLButtonElement>(null)
  if (record.values['convertedTo'] || record.archived || !mayRun('lead', record, 'convertLead')) return null
  return (
    <Button
      ref={button}
      size="compact-sm"
      leftSection={<IconBuilding size={16} stroke={1.5} aria-hidden />}
      onClick={() =>
        open({
          record,
          command: 'convertLead',
          onDone: ({ kind, id }) => go(toRecord(kind, id)),
          onLeave: () => button.current?.focus(),
        })
      }
    >
      {t('lead.convert')}
    </Button>
  )
}

export const convertLeadForm: CommandForm = {
  Form: ConvertDialog,
  mayRun: ({ record, viewer, kinds }) =>
    rightsFor(kinds.require('lead'), viewer).can('edit', record) &&
    rightsFor(kinds.require('customer'), viewer).can('create', record),
}

function ConvertDialog({ record, ...props }: CommandFormProps) {
  const { t } = useTranslation('records')
  const customer = useKinds().require('customer')
  return (
    <Modal opened onClose={props.onClose} title={t('lead.convertTitle', { lead: record.title })} size={640}>
      <ConvertForm record={record} customer={customer} {...props} />
    </Modal>
  )
}
