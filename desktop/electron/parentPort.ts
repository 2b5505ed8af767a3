/** What is used of Electron's MessagePortMain. A test of main keeps it true to Electron's own types. */
export interface Port {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** What is used of `process.parentPort` in a utility process. */
export interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): unknown
}

/** Electron puts the line to main into `process`; this area does not import Electron to say so. */
export function parentPort(): ParentPort {
  const { parentPort: port } = process as { parentPort?: ParentPort }
  if (!port) throw new Error('This is a part of the Electron app: start Pergel by npm start')
  return port
}
