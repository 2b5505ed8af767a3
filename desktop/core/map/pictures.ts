/** The last pictures of maps, in memory alone: what is looked at is written down nowhere. */
export function keptPictures(limit: number) {
  const kept = new Map<string, string>()
  let size = 0
  return {
    get(key: string): string | undefined {
      const image = kept.get(key)
      if (image === undefined) return undefined
      // The last in the map is the last that was used.
      kept.delete(key)
      kept.set(key, image)
      return image
    },
    put(key: string, image: string): void {
      size += image.length - (kept.get(key)?.length ?? 0)
      kept.delete(key)
      kept.set(key, image)
      for (const [oldest, { length }] of kept) {
        if (size <= limit) return
        kept.delete(oldest)
        size -= length
      }
    },
    clear(): void {
      kept.clear()
      size = 0
    },
  }
}
