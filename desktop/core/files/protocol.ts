import type { ErrorBody } from '../../../shared/errors.ts'
import type { Told } from './carry.ts'
import type { Address, Answered } from './request.ts'

/** What the thread of files is asked, and what it answers. */
export interface FileCalls {
  /** An empty file for bytes that are about to be appended. */
  begin: { args: { id: string }; result: undefined }
  append: { args: { id: string; bytes: Uint8Array }; result: undefined }
  /** Everything has been appended and lies on the disk; `text` is what search finds. */
  end: { args: { id: string; name: string }; result: { hash: string; size: number; text: string } }
  /** Sends a part to the server. */
  send: { args: { id: string; part: number; length: number; address: Address }; result: Answered }
  /** Fetches what follows the first `from` parts; how far it is, is told meanwhile. */
  receive: { args: { id: string; size: number; from: number; address: Address }; result: Answered }
  put: { args: { id: string; part: number; bytes: Uint8Array }; result: undefined }
  read: { args: { id: string; part: number; length: number }; result: Uint8Array }
  /** SHA-256 of the whole, in hex. */
  hash: { args: { id: string; size: number }; result: string }
  /** Writes it out in plain, to a file that must not be there yet. */
  copyTo: { args: { id: string; size: number; path: string; overwrite: boolean }; result: undefined }
  remove: { args: { id: string }; result: undefined }
  /** Removes the files of all but these. */
  keepOnly: { args: { ids: readonly string[] }; result: undefined }
}
export type FileCall = keyof FileCalls

export interface FilesStart {
  folder: string
  key: Uint8Array
}
/** `ended`: whoever asked this no longer waits for it. */
export type ToFiles =
  | { [N in FileCall]: { id: number; name: N; args: FileCalls[N]['args'] } }[FileCall]
  | { ended: number }
  | 'close'
export type FromFiles =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; error: ErrorBody }
  | { id: number; told: Told }
