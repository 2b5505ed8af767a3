import { ActionIcon, Popover } from '@mantine/core'
import { DatePicker, DatesProvider } from '@mantine/dates'
import '@mantine/dates/styles.css'
import 'dayjs/locale/tr'
import 'dayjs/locale/de'
import 'dayjs/locale/fr'
import { IconCalendar } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateIn, isDate, parseDate, parseDateTime } from '../../../../../shared/dates.ts'
import { useFormat } from '../../../i18n/format.ts'
import { staysInside } from '../../../ui/staysInside.ts'
import styles from '../fields.module.css'
import type { InputProps, ViewProps } from '../types.ts'
import { TypedInput } from './typed.tsx'

export function DateView({ value }: ViewProps<string>) {
  return <time dateTime={value}>{useFormat().date(value)}</time>
}

/** In a list in figures alone, which stand under each other. */
export function DateTimeView({ value, place }: ViewProps<string>) {
  const format = useFormat()
  return <time dateTime={value}>{place === 'cell' ? format.moment(value) : format.dateTime(value)}</time>
}

export function DateInput(props: InputProps) {
  const { zone, date } = useFormat()
  return (
    <TypedInput
      {...props}
      parse={text => parseDate(text, dateIn(zone, Date.now()))}
      format={value => (typeof value === 'string' && isDate(value) ? date(value) : '')}
      input={{ rightSection: <Calendar {...props} />, rightSectionPointerEvents: 'all' }}
    />
  )
}

/** Day and hour, read on the company's clock. */
export function DateTimeInput(props: InputProps) {
  const { zone, moment } = useFormat()
  const today = () => dateIn(zone, Date.now())
  const held = typeof props.value === 'string' && !Number.isNaN(Date.parse(props.value)) ? props.value : undefined
  return (
    <TypedInput
      {...props}
      parse={text => parseDateTime(text, zone, today())}
      format={value => (held !== undefined && value === held ? moment(held) : '')}
    />
  )
}

function Calendar({ value, onChange }: InputProps) {
  const { t } = useTranslation('records')
  const { language } = useFormat()
  const [isOpen, setOpen] = useState(false)
  const held = typeof value === 'string' && isDate(value) ? value : null
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon aria-label={t('fields.openCalendar')} onClick={() => setOpen(open => !open)}>
          <IconCalendar size={18} stroke={1.5} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p="xs" className={styles.calendar} {...staysInside}>
        <DatesProvider settings={{ locale: language, firstDayOfWeek: 1 }}>
          <DatePicker
            size="sm"
            value={held}
            {...(held ? { defaultDate: held } : {})}
            ariaLabels={{
              nextMonth: t('fields.calendar.nextMonth'),
              previousMonth: t('fields.calendar.previousMonth'),
              monthLevelControl: t('fields.calendar.months'),
              yearLevelControl: t('fields.calendar.years'),
              nextYear: t('fields.calendar.nextYear'),
              previousYear: t('fields.calendar.previousYear'),
              nextDecade: t('fields.calendar.nextDecade'),
              previousDecade: t('fields.calendar.previousDecade'),
            }}
            onChange={next => {
              onChange(next ?? undefined)
              setOpen(false)
            }}
          />
        </DatesProvider>
      </Popover.Dropdown>
    </Popover>
  )
}
