import { z } from 'zod'
import type { languages } from './labels.ts'
import { roleRights } from './permissions/rights.ts'

const words = z.strictObject({
  tr: z.string().max(200),
  en: z.string().max(200).optional(),
  de: z.string().max(200).optional(),
  fr: z.string().max(200).optional(),
})
/** A company's own words: Turkish always, the other languages where somebody wrote them. */
export type OwnWords = z.infer<typeof words>
export const wordsIn = (own: OwnWords): Record<(typeof languages)[number], string> => ({
  tr: own.tr,
  en: own.en ?? own.tr,
  de: own.de ?? own.tr,
  fr: own.fr ?? own.tr,
})

/** The schemas that `structure` fields name. */
export const structures = {
  roleRights,
  words,
  ownChoices: z.array(z.strictObject({ key: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/), words })).max(200),
  /** Any JSON a setting may hold; who reads a setting parses it with its own schema. */
  setting: z.json(),
  /** Values of a clash, as they stood in the patch and in the record. */
  anyValue: z.json(),
} satisfies Record<string, z.ZodType>
export type StructureName = keyof typeof structures
