import type { ErrorBody } from '../../../shared/errors.ts'

/** What goes over a MessagePort or the browser shell's WebSocket, as structured clone or JSON text. */
export type ToCore =
  | { t: 'call'; id: number; name: string; args: unknown }
  | { t: 'subscribe'; id: number; name: string; args: unknown }
  | { t: 'unsubscribe'; id: number }
export type FromCore =
  | { t: 'answer'; id: number; ok: true; value: unknown }
  | { t: 'answer'; id: number; ok: false; error: ErrorBody }
  | { t: 'value'; id: number; value: unknown }
