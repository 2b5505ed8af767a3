import type { DeedName } from './desktop/deeds.ts'

/** What the simulation tells a desktop's process to do. `chance` seeds the choices that are made there. */
export interface Orders {
  open: { args: DesktopSettings; answer: DesktopState }
  act: { args: { deed: DeedName; chance: string }; answer: Done }
  state: { args: object; answer: DesktopState }
  /** `whole`: with a check of the whole file. */
  dump: { args: { whole?: boolean }; answer: Dump }
  /** Connects at once, whatever it waits for. */
  kick: { args: object; answer: object }
  /** The person has signed in again: this token counts from now on. */
  signIn: { args: { token: string }; answer: object }
  /** Asks the server for digests of all kinds; what differs is logged. */
  compare: { args: object; answer: object }
  /** The machine's clock is wrong by this much from now on (milliseconds). */
  skew: { args: { ms: number }; answer: object }
  close: { args: object; answer: object }
}
export type OrderName = keyof Orders

export interface DesktopSettings {
  file: string
  keyHex: string
  /** http:// address of the proxy. */
  server: string
  device: string
  user: string
  token: string
  skew: number
}

/** A deed that core has acknowledged, or why core would not do it. */
export interface Done {
  entries: { id: string; seq: number; label: string }[]
  refused?: string
}

export interface DesktopState {
  connection: string
  problem: string | undefined
  waiting: number
  position: Position | undefined
  /** Kinds that are still to be loaded, and whether an eviction was begun. */
  loading: string[]
  isPartial: boolean
  /** viewKey that the copies were made for. */
  view: string | undefined
  /** Tables or columns that are still to be filled. */
  isFilling: boolean
}

export interface Position {
  epoch: number
  number: number
  hash: string
}

export interface OutboxLine {
  id: string
  seq: number
  state: string
  number: number | null
}

/** Everything that a desktop holds, as its file had it at one moment. */
export interface Dump extends DesktopState {
  /** Copies as canonical JSON of their states, by id. */
  copies: Record<string, string>
  outbox: OutboxLine[]
  heads: Position[]
  /** Lists that do not show what they should: one line each. */
  wrong: string[]
  integrity: string
}
