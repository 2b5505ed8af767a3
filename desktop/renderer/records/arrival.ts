let awaited: string | undefined

/** Who comes to a record by a search wants to be at it, wherever the focus was: told by the search, asked by the record. */
export const arrival = {
  announce(id: string): void {
    awaited = id
  },
  /** Once; another record than the one announced ends the waiting too. */
  take(id: string): boolean {
    const isAwaited = awaited === id
    awaited = undefined
    return isAwaited
  },
}
