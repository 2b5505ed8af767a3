import { z } from 'zod'
import { choiceColors } from './fields.ts'
import { listView } from './filters.ts'
import type { languages } from './labels.ts'
import { roleRights } from './permissions/rights.ts'
import { isText } from './text.ts'
import { nestsAtMost } from './value.ts'

const word = z.string().max(200).refine(isText)
export const ownWords = z.strictObject({ tr: word, en: word.optional(), de: word.optional(), fr: word.optional() })
/** A company's own words: Turkish always, the other languages where somebody wrote them. */
export type OwnWords = z.infer<typeof ownWords>
export const wordsIn = (own: OwnWords): Record<(typeof languages)[number], string> => ({
  tr: own.tr,
  en: own.en ?? own.tr,
  de: own.de ?? own.tr,
  fr: own.fr ?? own.tr,
})

/** A choice as a company has it; `words` absent: as the definition calls it. */
export const ownChoice = z.strictObject({
  key: z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,39}$/),
  words: ownWords.optional(),
  color: z.enum(choiceColors).optional(),
  retired: z.boolean().optional(),
})

const maxDepth = 40
/** Any JSON whose texts are text; its depth is looked at before anything walks it by recursion. */
const json = z
  .unknown()
  .refine(value => nestsAtMost(value, maxDepth))
  .pipe(z.json())
  .refine(hasOnlyText)

/** The schemas that `structure` fields name. */
export const structures = {
  roleRights,
  words: ownWords,
  /** How a list is shown: a saved view. */
  listView,
  ownChoices: z.array(ownChoice.extend({ words: ownWords })).max(200),
  /** WGS 84, degrees. */
  point: z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
  /** Any JSON a setting may hold; who reads a setting parses it with its own schema. */
  setting: json,
  /** Values of a clash, as they stood in the patch and in the record. */
  anyValue: json,
} satisfies Record<string, z.ZodType>
export type StructureName = keyof typeof structures

function hasOnlyText(value: unknown): boolean {
  if (typeof value === 'string') return isText(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, item]) => isText(key) && hasOnlyText(item))
}
