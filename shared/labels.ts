export const languages = ['tr', 'en', 'de', 'fr'] as const
export type Language = (typeof languages)[number]
/** A word of a definition in the four languages. Everything else people read is in the locale files. */
export type Label = Record<Language, string>

/** A label from its four forms, in the order Turkish, English, German, French. */
export const label = (tr: string, en: string, de: string, fr: string): Label => ({ tr, en, de, fr })

/** What a kind is called; with its grammatical gender where other words of a language bend to it (Neuer Lead). */
export interface KindLabel {
  one: Label
  many: Label
  gender?: Partial<Record<Language, 'm' | 'f' | 'n'>>
}
