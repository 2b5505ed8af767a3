import { useTranslation } from 'react-i18next'
import { PreviewWords } from '../PreviewWords.tsx'
import type { PreviewKeys, ShownFile } from '../shownFile.ts'
import { PdfPages } from './PdfPages.tsx'
import { usePdf } from './usePdf.ts'

interface Props {
  file: ShownFile
  keys: PreviewKeys
  onFinding: (isFinding: boolean) => void
}

/** A PDF in the app: its pages, or in a sentence why there are none. */
export function PdfView({ file, keys, onFinding }: Props) {
  const { t } = useTranslation('files')
  const { pdf, first, failure, error } = usePdf(file)
  if (pdf && first) return <PdfPages pdf={pdf} first={first} keys={keys} onFinding={onFinding} />
  return <PreviewWords file={file} error={error} failure={failure && t(`pdf.${failure}`)} />
}
