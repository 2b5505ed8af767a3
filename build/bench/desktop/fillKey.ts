/** Whose files these are is no secret. */
export const fillKey: Uint8Array = Buffer.alloc(32, 7)
