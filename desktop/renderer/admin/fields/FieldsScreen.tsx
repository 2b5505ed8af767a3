import { Button, Group, SegmentedControl, Select } from '@mantine/core'
import { IconPlus, IconRestore, IconSection } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { dealingKinds, stageFields } from '../../../../shared/rules/stageRules.ts'
import { useKinds } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ScreenHeader } from '../../ui/ScreenHeader.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { StageRules } from '../stages/StageRules.tsx'
import { FieldInspector } from './FieldInspector.tsx'
import styles from './fields.module.css'
import { OwnFieldDialog } from './OwnFieldDialog.tsx'
import { withSection } from './plan.ts'
import { SectionCard } from './SectionCard.tsx'
import { useFieldDrag } from './useFieldDrag.ts'
import { useKindPlan } from './useKindPlan.ts'
import { WordsDialog } from './WordsDialog.tsx'

/** Kind by kind what forms ask (order, sections, requirements, choices, own fields), and what moves its stages. */
export function FieldsScreen() {
  const { t } = useTranslation(['fields', 'stages'])
  const { label } = useFormat()
  const kinds = useKinds()
  const [tab, setTab] = useState<Tab>('fields')
  const offered = kinds.all.filter(kind => kind.list && !kind.internal && kind.module !== 'system')
  const [name, setName] = useState(offered[0]?.name ?? '')
  const kind = kinds.get(name)
  const hasRules = kind !== undefined && stageFields(kind).length > 0 && dealingKinds(kinds, name).length > 0
  return (
    <>
      <ScreenHeader title={t('fields:title')} hint={t('fields:hint')} />
      <div className={styles.screen}>
        <Select
          className={styles.kinds}
          label={t('fields:kind')}
          data={offered.map(one => ({ value: one.name, label: label(one.label.many) }))}
          value={name}
          onChange={value => setName(value ?? name)}
        />
        {kind && hasRules && (
          <SegmentedControl
            className={styles.tabs}
            aria-label={t('stages:tab.label')}
            size="xs"
            data={tabs.map(value => ({ value, label: t(`stages:tab.${value}`) }))}
            value={tab}
            onChange={value => setTab(value as Tab)}
          />
        )}
        {kind &&
          (hasRules && tab === 'rules' ? <StageRules key={name} kind={kind} /> : <KindFields key={name} kind={kind} />)}
      </div>
    </>
  )
}

const tabs = ['fields', 'rules'] as const
type Tab = (typeof tabs)[number]

function KindFields({ kind }: { kind: AnyKind }) {
  const { t } = useTranslation(['fields', 'app'])
  const kindPlan = useKindPlan(kind)
  const { plan, change } = kindPlan
  const drag = useFieldDrag(plan, change)
  const [picked, setPicked] = useState<string>()
  const [adding, setAdding] = useState<'field' | 'section' | 'reset'>()
  const field = plan.flatMap(({ fields }) => fields).find(({ name }) => name === picked)
  if (!kindPlan.isReady) return <Waiting label={t('app:waiting')} />
  const close = () => setAdding(undefined)
  return (
    <>
      <Group gap="xs" className={styles.tools}>
        <Button leftSection={<IconPlus size={18} stroke={1.5} aria-hidden />} onClick={() => setAdding('field')}>
          {t('fields:addField')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconSection size={18} stroke={1.5} aria-hidden />}
          onClick={() => setAdding('section')}
        >
          {t('fields:addSection')}
        </Button>
        {kindPlan.isArranged && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconRestore size={18} stroke={1.5} aria-hidden />}
            onClick={() => setAdding('reset')}
          >
            {t('fields:reset')}
          </Button>
        )}
        <span className={styles.hint}>{t('fields:moveHint')}</span>
      </Group>
      <div className={styles.columns}>
        <div className={styles.sections}>
          {plan.map(section => (
            <SectionCard
              key={section.name}
              kind={kind}
              plan={plan}
              section={section}
              picked={picked}
              drag={drag}
              onPick={setPicked}
              onChange={change}
            />
          ))}
        </div>
        <aside className={styles.aside} aria-label={t('fields:inspector')}>
          {field ? (
            <FieldInspector key={field.name} kind={kind} plan={plan} field={field} onChange={change} />
          ) : (
            <p className={styles.nothing}>{t('fields:pick')}</p>
          )}
        </aside>
      </div>
      {adding === 'field' && <OwnFieldDialog kind={kind} onClose={close} onSaved={key => setPicked(`custom.${key}`)} />}
      {adding === 'section' && (
        <WordsDialog
          title={t('fields:addSection')}
          onClose={close}
          onSave={words => change(withSection(plan, words))}
        />
      )}
      <ConfirmDialog
        isOpen={adding === 'reset'}
        title={t('fields:resetAsk')}
        cancelLabel={t('app:actions.cancel')}
        onCancel={close}
        confirm={{
          label: t('fields:reset'),
          onConfirm: () => {
            kindPlan.reset()
            close()
          },
        }}
      >
        {t('fields:resetHint')}
      </ConfirmDialog>
    </>
  )
}
