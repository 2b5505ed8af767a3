import { IconPencil, IconProgress } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { iconOfKind } from '../../app/kindIcons.ts'
import { useFormat } from '../../i18n/format.ts'
import { PressButton, PressButtons } from '../../ui/PressButtons.tsx'

interface Props {
  sources: readonly AnyKind[]
  /** Sorts that are shown; none: all of them. */
  chosen: readonly string[]
  onChange: (chosen: readonly string[]) => void
}

/** Which sorts of things a timeline shows; one press for each. */
export function TimelineFilter({ sources, chosen, onChange }: Props) {
  const { t } = useTranslation('detail')
  const { label } = useFormat()
  const sorts = [
    { name: 'state', words: t('timeline.state'), icon: IconProgress },
    ...sources.map(kind => ({ name: kind.name, words: label(kind.label.many), icon: iconOfKind(kind.name) })),
    { name: 'edit', words: t('timeline.edit'), icon: IconPencil },
  ]
  const toggle = (name: string) =>
    onChange(chosen.includes(name) ? chosen.filter(other => other !== name) : [...chosen, name])
  return (
    <PressButtons label={t('timeline.filter')}>
      <PressButton isPressed={chosen.length === 0} isQuiet onPress={() => onChange([])}>
        {t('timeline.all')}
      </PressButton>
      {sorts.map(({ name, words, icon }) => (
        <PressButton key={name} icon={icon} isPressed={chosen.includes(name)} isQuiet onPress={() => toggle(name)}>
          {words}
        </PressButton>
      ))}
    </PressButtons>
  )
}
