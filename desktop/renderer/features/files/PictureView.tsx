import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PreviewWords } from './PreviewWords.tsx'
import styles from './preview.module.css'
import type { ShownFile } from './shownFile.ts'
import { usePicture } from './usePicture.ts'

/** A picture in the app, or in a sentence why there is none. */
export function PictureView({ file }: { file: ShownFile }) {
  const { t } = useTranslation('files')
  const { url, error, isTooLarge } = usePicture(file)
  const [isBroken, setBroken] = useState(false)
  if (url && !isBroken)
    return <img className={styles.picture} src={url} alt={file.name} onError={() => setBroken(true)} />
  const failure = isBroken ? t('previews.failed') : isTooLarge ? t('previews.tooLarge') : undefined
  return <PreviewWords file={file} error={error} failure={failure} />
}
