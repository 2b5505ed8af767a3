import { AppError } from '../../../shared/errors.ts'
import type { Handlers } from '../api/dispatch.ts'
import { identityFunctions } from '../api/identity.ts'

type Identity = Omit<Pick<Handlers, keyof typeof identityFunctions>, 'session.signIn' | 'session.signOut'>

/** The server's side of these follows; until then they say that it cannot be reached. */
export function identityHandlers(): Identity {
  const away = () => Promise.reject(new AppError('server.unavailable'))
  const all = Object.keys(identityFunctions).map(name => [name, away])
  const list: Identity['accounts.list'] = (_args, emit) => {
    emit([])
    return () => undefined
  }
  // Every name of the table is there; only the type of fromEntries does not know.
  return { ...Object.fromEntries(all), 'accounts.list': list } as Identity
}
