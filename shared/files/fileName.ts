/** Names that Windows keeps for its devices, with or without an ending. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const longest = 150

/**
 * A name under which a file may lie in a folder of any system: no way out of the folder, no device, no hidden file, nothing
 * that turns the reading direction so that `exe` looks like `pdf`.
 */
export function safeFileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  const shortened = plain.length > longest ? shortenedTo(longest, plain) : plain
  if (shortened === '') return 'file'
  return devices.test(shortened) ? `_${shortened}` : shortened
}

/** The ending stays. */
function shortenedTo(most: number, name: string): string {
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? ''
  return `${[...name.slice(0, name.length - ending.length)].slice(0, most - ending.length).join('')}${ending}`
}

/** RFC 6266: an ASCII name for the old, the real one for the others. */
export function attachmentHeader(name: string): string {
  const safe = safeFileName(name)
  const ascii =
    safe
      .normalize('NFD')
      .replace(/[^\x20-\x7e]/g, '')
      .replace(/["%]/g, '_') || 'file'
  const encoded = encodeURIComponent(safe).replace(/['()*!]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
