import { Button, Select, TextInput } from '@mantine/core'
import { IconArrowBackUp, IconArrowDown, IconArrowUp, IconEyeOff, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Choice, type ChoiceColor, choiceColors } from '../../../../shared/fields.ts'
import { useFormat } from '../../i18n/format.ts'
import { Chip } from '../../records/fields/Chip.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { InputGroup } from '../../ui/InputGroup.tsx'
import styles from './fields.module.css'
import { keyFrom } from './keyFrom.ts'
import type { PlannedChoice } from './plan.ts'

interface Props {
  choices: readonly PlannedChoice[]
  /** What the kind has now, for words and colours that the company did not set. */
  defined: Readonly<Record<string, Choice>>
  onChange: (choices: PlannedChoice[]) => void
  /** The line for a new one, where a form says that there are none. */
  line?: { id: string; error: string | undefined }
}

/** The choices of a field: words, colour, order; one that is not wanted any more is retired, never lost. */
export function ChoicesEditor({ choices, defined, onChange, line }: Props) {
  const { t } = useTranslation('fields')
  const [fresh, setFresh] = useState('')
  const replace = (at: number, change: Partial<PlannedChoice>) =>
    onChange(choices.map((choice, index) => (index === at ? { ...choice, ...change } : choice)))
  const move = (at: number, step: -1 | 1) => {
    const [choice] = choices.slice(at, at + 1)
    if (choice) onChange(choices.toSpliced(at, 1).toSpliced(at + step, 0, choice))
  }
  const add = () => {
    const tr = fresh.trim()
    if (tr === '') return
    const taken = new Set(choices.map(({ key }) => key))
    onChange([...choices, { key: keyFrom(tr, taken), words: { tr }, color: 'gray' }])
    setFresh('')
  }
  return (
    <InputGroup label={t('choices.label')}>
      <ul className={styles.choices}>
        {choices.map((choice, at) => (
          <ChoiceLine
            key={choice.key}
            choice={choice}
            defined={defined[choice.key]}
            isFirst={at === 0}
            isLast={at === choices.length - 1}
            onChange={change => replace(at, change)}
            onMove={step => move(at, step)}
          />
        ))}
      </ul>
      {/* No form of its own: it stands in one. */}
      <div className={styles.add}>
        <TextInput
          {...line}
          aria-label={t('choices.new')}
          placeholder={t('choices.new')}
          value={fresh}
          maxLength={80}
          onChange={event => setFresh(event.target.value)}
          onKeyDown={event => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            add()
          }}
        />
        <Button variant="default" onClick={add} leftSection={<IconPlus size={16} stroke={1.5} aria-hidden />}>
          {t('choices.add')}
        </Button>
      </div>
    </InputGroup>
  )
}

interface LineProps {
  choice: PlannedChoice
  defined: Choice | undefined
  isFirst: boolean
  isLast: boolean
  onChange: (change: Partial<PlannedChoice>) => void
  onMove: (step: -1 | 1) => void
}

function ChoiceLine({ choice, defined, isFirst, isLast, onChange, onMove }: LineProps) {
  const { t } = useTranslation('fields')
  const { label, language } = useFormat()
  const usual = choice.words?.[language] ?? choice.words?.tr ?? (defined ? label(defined.label) : choice.key)
  const color = choice.color ?? defined?.color ?? 'gray'
  const [typed, setTyped] = useState<string>()
  const keep = () => {
    const text = typed?.trim()
    setTyped(undefined)
    if (!text || text === usual) return
    // What the definition says in the other languages stays.
    const others = choice.words ?? (defined ? defined.label : { tr: text })
    onChange({ words: { ...others, [language]: text } })
  }
  return (
    <li className={styles.choiceLine} data-retired={choice.retired || undefined}>
      <Select
        className={styles.color}
        aria-label={t('choices.color', { name: usual })}
        data={choiceColors.map(value => ({ value, label: t(`colors.${value}`) }))}
        value={color}
        renderOption={({ option }) => <Chip color={option.value as ChoiceColor}>{option.label}</Chip>}
        onChange={value => value && onChange({ color: value as ChoiceColor })}
      />
      <TextInput
        className={styles.choiceName}
        aria-label={t('choices.name', { name: usual })}
        value={typed ?? usual}
        maxLength={80}
        onChange={event => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={event => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          keep()
        }}
      />
      <IconButton
        label={t('choices.up', { name: usual })}
        icon={IconArrowUp}
        disabled={isFirst}
        onClick={() => onMove(-1)}
      />
      <IconButton
        label={t('choices.down', { name: usual })}
        icon={IconArrowDown}
        disabled={isLast}
        onClick={() => onMove(1)}
      />
      <IconButton
        label={t(choice.retired ? 'choices.bringBack' : 'choices.retire', { name: usual })}
        icon={choice.retired ? IconArrowBackUp : IconEyeOff}
        onClick={() => onChange({ retired: !choice.retired })}
      />
    </li>
  )
}
