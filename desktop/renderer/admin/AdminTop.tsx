import { ProfileMenu } from '../app/profile/ProfileMenu.tsx'
import { SyncButton } from '../features/sync/SyncButton.tsx'
import styles from './admin.module.css'

/** How things stand with the server and who one is; the search for records is the app's. */
export function AdminTop() {
  return (
    <header className={styles.top}>
      <SyncButton />
      <ProfileMenu />
    </header>
  )
}
