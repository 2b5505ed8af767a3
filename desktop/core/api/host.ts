import { z } from 'zod'
import { call, done, none } from './define.ts'
import { updateSource, updateState } from './updates.ts'

/** What a document that is to become a PDF may say about its paper; its own CSS `@page` goes first. */
export const pdfJob = z.object({
  /** A whole document with everything in it: styles inline, pictures and fonts as `data:`. No script runs in it. */
  html: z.string().max(50_000_000),
  pageSize: z.enum(['A3', 'A4', 'A5', 'Letter']).default('A4'),
  landscape: z.boolean().default(false),
})
export type PdfJob = z.input<typeof pdfJob>

/** What a person may keep of what a screen made: data by its ending, and a name that leads nowhere. */
export const fileToSave = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,80}\.json$/),
  text: z.string().max(10_000_000),
})

const bytes = z.custom<Uint8Array>(value => value instanceof Uint8Array)

/** What the shell around core does for it: Electron's main, or the browser shell. What it cannot do is `shell.unavailable`. */
export const hostFunctions = {
  /** Prints HTML into a PDF. Throws shell.unavailable, internal. */
  'print.pdf': call(pdfJob, z.object({ pdf: bytes })),
  /** A notification of the system; a click on it opens `route` (`customers/<id>`). */
  'notice.show': call(
    z.object({ title: z.string().max(200), body: z.string().max(1000), route: z.string().max(300).optional() }),
    done,
  ),
  /** Asks where, and writes it there. Throws storage.failed where that place takes nothing. */
  'file.save': call(fileToSave, z.object({ isSaved: z.boolean() })),
  /** Asks where a file of this name shall be kept; core writes it there. */
  'file.place': call(z.object({ name: z.string().min(1).max(200) }), z.object({ path: z.string().nullable() })),
  /** Opens a file that lies in core's folder for that with the program that the system has for it. */
  'file.show': call(z.object({ path: z.string().max(4000) }), done),
  /** Encrypts by the key store of the system, for this person on this machine. */
  'keys.protect': call(z.object({ value: bytes }), z.object({ value: bytes })),
  /** Throws storage.wrongKey for what this key store did not protect. */
  'keys.reveal': call(z.object({ value: bytes }), z.object({ value: bytes })),
  /** Where to look for newer versions from now on. */
  'updates.from': call(updateSource, done),
  'updates.check': call(none, done),
  'updates.restart': call(none, done),
} as const

/** What the shell tells core, by name: core has the latest value of each and is told every new one. */
export const hostValues = {
  power: z.object({ awake: z.boolean() }),
  updates: updateState,
} as const

export type HostFunctions = typeof hostFunctions
export type HostFunctionName = keyof HostFunctions
export type HostArgs<N extends HostFunctionName> = z.input<HostFunctions[N]['args']>
export type HostResult<N extends HostFunctionName> = z.output<HostFunctions[N]['result']>
export type HostValueName = keyof typeof hostValues
export type HostValue<N extends HostValueName> = z.output<(typeof hostValues)[N]>

/** The shell as core sees it. */
export interface Host {
  ask<N extends HostFunctionName>(name: N, args: HostArgs<N>): Promise<HostResult<N>>
  /** Calls `listener` with the present value, where there is one, and with every later one. */
  follow<N extends HostValueName>(name: N, listener: (value: HostValue<N>) => void): () => void
}

/** How a shell does it: arguments are parsed by then. What is missing answers shell.unavailable. */
export type HostHandlers = {
  [N in HostFunctionName]?: (args: z.output<HostFunctions[N]['args']>) => Promise<HostResult<N>> | HostResult<N>
}
