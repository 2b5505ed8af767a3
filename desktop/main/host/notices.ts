import { AppError } from '../../../shared/errors.ts'
import type { HostHandlers } from '../../core/api/host.ts'
import type { UsedElectron, UsedNotification } from '../electron.ts'

/** Notifications of the system. `open` is called with the route when one is clicked. */
export function noticeHandlers(
  { Notification }: Pick<UsedElectron, 'Notification'>,
  open: (route: string) => void,
): Pick<HostHandlers, 'notice.show'> {
  // One that nobody holds is collected, and its click is lost.
  const shown = new Set<UsedNotification>()
  return {
    'notice.show': ({ title, body, route }) => {
      if (!Notification.isSupported()) throw new AppError('shell.unavailable', { params: { what: 'notice.show' } })
      const notice = new Notification({ title, body })
      shown.add(notice)
      const forget = () => shown.delete(notice)
      notice.on('click', () => {
        forget()
        open(route ?? '')
      })
      notice.on('close', forget)
      notice.on('failed', forget)
      notice.show()
      return {}
    },
  }
}
