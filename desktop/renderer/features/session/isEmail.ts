/** Whether it can be an address; whether it is one, only a mail tells. */
export const isEmail = (typed: string): boolean =>
  typed.trim().length <= 254 && /^[^\s@<>"]+@[^\s@<>."]+(\.[^\s@<>."]+)+$/.test(typed.trim())
