/** A longer address is refused by the shell (desktop/main/security/openOutside.ts), and cut off by many mail programs. */
const longest = 1_990

/** A draft in the program for mail (RFC 6068). What has no room is left out, and a sign says so. */
export function mailTo(address: string, subject: string, text: string): string {
  const begin = `mailto:${encoded(address).replaceAll('%40', '@')}?subject=${encoded(subject)}&body=`
  const body = encoded(text.replaceAll(/\r?\n/g, '\r\n'))
  if (begin.length + body.length <= longest) return begin + body
  const end = encoded('…')
  let cut = ''
  for (const character of text.toWellFormed()) {
    const next = encoded(character === '\n' ? '\r\n' : character)
    if (begin.length + cut.length + next.length + end.length > longest) break
    cut += next
  }
  return begin + cut + end
}

/** Half of a character (a paste that was cut) has no code and would throw. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed())
