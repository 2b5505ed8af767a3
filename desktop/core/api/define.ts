import { z } from 'zod'

/** A function that answers once. */
export const call = <A extends z.ZodType, R extends z.ZodType>(args: A, result: R) => ({
  args,
  result,
  stream: false as const,
})

/** A function that answers with the present value and then with every new one. */
export const stream = <A extends z.ZodType, R extends z.ZodType>(args: A, result: R) => ({
  args,
  result,
  stream: true as const,
})

export const none = z.object({})
export const done = z.object({})
export const instant = z.string()
