/**
 * Reads whose answer is the same for all: each gives what stands when it is asked for, or a moment later. Whoever asks
 * while one is under way shares the next with all who do, so two hundred desktops that come at once cost two reads.
 */
export function sharedReads<T>(): (key: string, read: () => Promise<T>) => Promise<T> {
  const underWay = new Map<string, Promise<T>>()
  const next = new Map<string, Promise<T>>()

  function begin(key: string, read: () => Promise<T>): Promise<T> {
    next.delete(key)
    const reading = read()
    underWay.set(key, reading)
    const done = () => underWay.get(key) === reading && underWay.delete(key)
    reading.then(done, done)
    return reading
  }

  return (key, read) => {
    const shared = next.get(key)
    if (shared) return shared
    const before: Promise<unknown> = underWay.get(key) ?? Promise.resolve()
    const reading = before.catch(() => {}).then(() => begin(key, read))
    next.set(key, reading)
    return reading
  }
}
