import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { SyncButton } from '../../features/sync/SyncButton.tsx'
import { BellButton } from '../../features/teamwork/bell/BellButton.tsx'
import { Keys } from '../../ui/Keys.tsx'
import { OperationsMenu } from '../operations/OperationsMenu.tsx'
import { ProfileMenu } from '../profile/ProfileMenu.tsx'
import { opened } from '../screenSlice.ts'
import { useAppDispatch } from '../store.ts'
import styles from './TopBar.module.css'

/** Search in the middle, how things stand with the server and who one is at the right. */
export function TopBar() {
  const { t } = useTranslation()
  const dispatch = useAppDispatch()
  return (
    <header className={styles.bar}>
      <span />
      <button
        type="button"
        className={styles.search}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => dispatch(opened('palette'))}
      >
        <IconSearch size={18} stroke={1.5} aria-hidden />
        <span className={styles.words}>{t('topbar.search')}</span>
        <span aria-hidden>
          <Keys of={[t('help.keys.ctrl'), 'K']} />
        </span>
      </button>
      <div className={styles.right}>
        <SyncButton />
        <BellButton />
        <OperationsMenu />
        <ProfileMenu />
      </div>
    </header>
  )
}
