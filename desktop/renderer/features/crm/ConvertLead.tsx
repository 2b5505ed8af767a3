import { Button, Modal } from '@mantine/core'
import { IconBuilding } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKinds } from '../../data/hooks.ts'
import { useRights } from '../../records/rights.ts'
import type { RecordProps } from '../../records/slots.ts'
import { ConvertForm } from './ConvertForm.tsx'

/** "Müşteriye dönüştür", for leads that are none yet and whoever may make customers. */
export function ConvertLead({ record }: RecordProps) {
  const { t } = useTranslation('records')
  const kinds = useKinds()
  const customer = kinds.require('customer')
  const mayEdit = useRights(kinds.require('lead')).can('edit', record)
  const mayCreate = useRights(customer).can('create', record)
  const [isOpen, setOpen] = useState(false)
  if (record.values['convertedTo'] || record.archived || !mayEdit || !mayCreate) return null
  return (
    <>
      <Button
        size="compact-sm"
        leftSection={<IconBuilding size={16} stroke={1.5} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('lead.convert')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('lead.convertTitle', { lead: record.title })}
        size={640}
      >
        <ConvertForm record={record} customer={customer} onClose={() => setOpen(false)} />
      </Modal>
    </>
  )
}
