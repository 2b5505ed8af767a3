import type { Author } from '../records/commit.ts'

/** Who wrote what no person wrote (the operator's commands, jobs): a user that is in no company. */
export const systemUser = '00000000-0000-0000-0000-000000000000'

/** `user`: in whose name, where there is one; `at`: when, where that is not now. */
export const systemAuthor = (company: string, options: { user?: string; at?: string } = {}): Author => ({
  company,
  viewer: {
    user: options.user ?? systemUser,
    team: null,
    role: systemUser,
    rights: { kinds: {}, abilities: ['admin'] },
  },
  device: null,
  address: null,
  source: 'system',
  ...(options.at === undefined ? {} : { at: options.at }),
})
