import type { KeyboardEvent, RefObject } from 'react'

/** A file that the app shows by itself. */
export interface ShownFile {
  id: string
  name: string
  size: number
}

/** What a shown file does with a key before the dialog does; true where it did something. */
export type PreviewKeys = RefObject<((event: KeyboardEvent) => boolean) | undefined>
