import { Button, Group, Modal, Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  isOpen: boolean
  title: string
  children: ReactNode
  confirm: { label: string; isDangerous?: boolean; isBusy?: boolean; onConfirm: () => void }
  cancelLabel: string
  onCancel: () => void
}

/** A question before something that cannot be taken back. The safe answer has the focus; Esc gives it. */
export function ConfirmDialog({ isOpen, title, children, confirm, cancelLabel, onCancel }: Props) {
  return (
    <Modal opened={isOpen} onClose={onCancel} title={title} centered size={420} withCloseButton={false}>
      <Text component="div" size="md" c="dimmed">
        {children}
      </Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onCancel} data-autofocus>
          {cancelLabel}
        </Button>
        <Button
          color={confirm.isDangerous ? 'red' : undefined}
          loading={confirm.isBusy ?? false}
          onClick={confirm.onConfirm}
        >
          {confirm.label}
        </Button>
      </Group>
    </Modal>
  )
}
