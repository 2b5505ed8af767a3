import { Button, Group, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import styles from './grid.module.css'
import type { Problem } from './pastePlan.ts'

interface Props {
  problems: readonly Problem[]
  /** Cells that can be written. */
  rest: number
  onRest: () => void
  onCancel: () => void
}

/** More of them nobody reads. */
const listed = 100

/** Which cells cannot be written and why; the person writes the others or leaves all as it was. */
export function PasteDialog({ problems, rest, onRest, onCancel }: Props) {
  const { t } = useTranslation('grid')
  const { number } = useFormat()
  const why = useProblemText()
  const count = problems.length
  return (
    <Modal opened onClose={onCancel} title={t('refused.title', { count, shown: number(count) })} size={680} centered>
      <p className={styles.hint}>{t('refused.hint')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={styles.problems} aria-label={t('refused.list')} tabIndex={0}>
        <table className={styles.problemTable}>
          <thead>
            <tr>
              <th scope="col">{t('refused.record')}</th>
              <th scope="col">{t('refused.field')}</th>
              <th scope="col">{t('refused.text')}</th>
              <th scope="col">{t('refused.why')}</th>
            </tr>
          </thead>
          <tbody>
            {problems.slice(0, listed).map((problem, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change while it is shown
              <tr key={at}>
                <td>
                  <span>{problem.row?.title ?? ''}</span>
                </td>
                <td>
                  <span>{problem.shown?.label ?? ''}</span>
                </td>
                <td>
                  <span>{problem.text}</span>
                </td>
                <td>
                  <span>{why(problem)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {count > listed && (
        <p className={styles.hint}>{t('refused.more', { count: count - listed, shown: number(count - listed) })}</p>
      )}
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onCancel} data-autofocus>
          {t('refused.cancel')}
        </Button>
        {rest > 0 && <Button onClick={onRest}>{t('refused.rest', { count: rest, shown: number(rest) })}</Button>}
      </Group>
    </Modal>
  )
}

function useProblemText(): (problem: Problem) => string {
  const { t } = useTranslation('grid')
  const words = useErrorText()
  return ({ why }) => {
    if (why === 'outside' || why === 'notHere') return t(`refused.${why}`)
    if ('barrier' in why) return t(`barriers.${why.barrier}`)
    return 'error' in why ? words.fieldError(why.error) : words.error(why.refused)
  }
}
