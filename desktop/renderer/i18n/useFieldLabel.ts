import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../shared/entity.ts'
import { useLanguage } from './format.ts'

const system = [
  'owner',
  'team',
  'parent',
  'archived',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'title',
] as const

/** `const label = useFieldLabel(kind); label('phone')`: also for system fields and parts of an address. */
export function useFieldLabel(kind: AnyKind | undefined): (field: string) => string {
  const { t } = useTranslation()
  const language = useLanguage()
  return name => {
    const field = kind?.fields[name]
    if (field) return field.label[language]
    const known = system.find(candidate => candidate === name)
    return known ? t(`fields.${known}`) : t('fields.gone')
  }
}
