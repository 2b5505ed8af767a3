/** A value that is told to whoever listens when it changes; equal values are told once. */
export interface Signal<T> {
  get(): T
  /** Calls at once and with each new value until the returned function is called. */
  follow(listener: (value: T) => void): () => void
  /** Looks again; tells if it is different now. */
  refresh(): void
}

export function signal<T>(read: () => T): Signal<T> {
  const listeners = new Set<(value: T) => void>()
  let told = JSON.stringify(read())
  const refresh = (): void => {
    const value = read()
    const text = JSON.stringify(value)
    if (text === told) return
    told = text
    for (const listener of listeners) listener(value)
  }
  return {
    get: read,
    follow(listener) {
      // What the new one is shown is what all were told: else the way back to what they know would not be told to it.
      refresh()
      listeners.add(listener)
      listener(read())
      return () => listeners.delete(listener)
    },
    refresh,
  }
}
