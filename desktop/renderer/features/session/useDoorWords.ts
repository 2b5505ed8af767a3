import { useTranslation } from 'react-i18next'
import type { ErrorBody } from '../../../../shared/errors.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { doorProblem } from './serverWords.ts'

/** What went wrong before the frame, in words that say what to do. */
export function useDoorWords(): (problem: ErrorBody) => string {
  const { t } = useTranslation('session')
  const { error } = useErrorText()
  return problem => doorProblem(t, problem) ?? error(problem)
}
