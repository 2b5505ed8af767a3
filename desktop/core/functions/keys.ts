import { z } from 'zod'
import { keyAnswer, keysAnswer } from '../../../shared/auth/identity.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Handlers } from '../api/dispatch.ts'
import type { identityFunctions } from '../api/identity.ts'
import { ask } from '../session/ask.ts'
import type { Desk } from '../session/desk.ts'

type Names = Extract<keyof typeof identityFunctions, `keys.${string}`>

/** Keys of the REST interface; they live on the server alone. */
export function keyHandlers({ desk }: { desk: Desk }): Pick<Handlers, Names> {
  return {
    'keys.list': () => {
      const { server, token } = desk.session()
      return ask(server, { method: 'GET', path: '/auth/keys', token }, keysAnswer)
    },
    'keys.create': ({ name, role }) => {
      const { server, token } = desk.session()
      if (name.trim() === '') throw new AppError('input.invalid', { fields: { name: { reason: 'required' } } })
      return ask(server, { path: '/auth/keys', token, body: { name, role } }, keyAnswer)
    },
    'keys.revoke': async ({ id }) => {
      const { server, token } = desk.session()
      await ask(server, { method: 'DELETE', path: `/auth/keys/${id}`, token }, z.object({}))
      return {}
    },
  }
}
