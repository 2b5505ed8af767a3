import { lowerAscii } from '../../shared/text.ts'

/** The form of an e-mail address that accounts are found by, also where caps lock made an İ or I of a small i. */
export const emailKey = (email: string): string => lowerAscii(email.normalize('NFKC').trim()).replace(/[İı]/g, 'i')
