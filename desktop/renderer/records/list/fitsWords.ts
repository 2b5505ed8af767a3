import { trFold } from '../../../../shared/text.ts'

/** Does a label hold every word that was typed, in whichever order and however its Turkish letters are written? */
export function fitsWords(typed: string): (label: string) => boolean {
  const words = trFold(typed).split(/\s+/).filter(Boolean)
  return label => {
    const folded = trFold(label)
    return words.every(word => folded.includes(word))
  }
}
