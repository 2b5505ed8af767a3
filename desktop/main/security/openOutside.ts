import type { UsedElectron } from '../electron.ts'

/** What a click may hand to the system. Anything else could start a program with arguments of a stranger's choice. */
const allowed = new Set(['https:', 'http:', 'mailto:', 'tel:'])
const longest = 2000

/** Opens a link in the program that the system has for it; what is not surely harmless is left alone. */
export function openOutside(
  { shell }: { shell: Pick<UsedElectron['shell'], 'openExternal'> },
  log: (event: string) => void,
): (url: string) => void {
  return text => {
    const url = text.length <= longest ? URL.parse(text) : null
    if (!url || !allowed.has(url.protocol) || url.username || url.password) return log('link.refused')
    // The parsed form: what is checked is what is opened.
    shell.openExternal(url.href).catch(() => log('link.failed'))
  }
}
