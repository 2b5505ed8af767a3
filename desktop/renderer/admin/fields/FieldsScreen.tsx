import { Button, Group, Select } from '@mantine/core'
import { IconPlus, IconRestore, IconSection } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { useKinds } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ScreenHeader } from '../../ui/ScreenHeader.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { FieldInspector } from './FieldInspector.tsx'
import styles from './fields.module.css'
import { OwnFieldDialog } from './OwnFieldDialog.tsx'
import { withSection } from './plan.ts'
import { SectionCard } from './SectionCard.tsx'
import { useKindPlan } from './useKindPlan.ts'
import { WordsDialog } from './WordsDialog.tsx'

/** What forms ask, kind by kind: order and sections, what is required, what is shown when, choices, own fields. */
export function FieldsScreen() {
  const { t } = useTranslation('fields')
  const { label } = useFormat()
  const kinds = useKinds()
  const offered = kinds.all.filter(kind => kind.list && !kind.internal && kind.module !== 'system')
  const [name, setName] = useState(offered[0]?.name ?? '')
  const kind = kinds.get(name)
  return (
    <>
      <ScreenHeader title={t('title')} hint={t('hint')} />
      <div className={styles.screen}>
        <Select
          className={styles.kinds}
          label={t('kind')}
          data={offered.map(one => ({ value: one.name, label: label(one.label.many) }))}
          value={name}
          allowDeselect={false}
          onChange={value => setName(value ?? name)}
        />
        {kind && <KindFields key={name} kind={kind} />}
      </div>
    </>
  )
}

function KindFields({ kind }: { kind: AnyKind }) {
  const { t } = useTranslation(['fields', 'app'])
  const kindPlan = useKindPlan(kind)
  const { plan, change } = kindPlan
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
