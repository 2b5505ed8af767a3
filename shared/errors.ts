/**
 * Every error a person can meet has one of these codes; the words come from the locale (`errors.<code>`).
 * The number is the HTTP status a code answers with. Errors are expected; exceptions are bugs and become `internal`.
 */
export const errorStatus = {
  'input.malformed': 400,
  'input.invalid': 422,
  'input.tooLarge': 413,
  'auth.required': 401,
  'auth.failed': 401,
  'auth.locked': 429,
  'auth.replaced': 401,
  'auth.leaseOver': 401,
  'permission.denied': 403,
  'record.notFound': 404,
  'record.exists': 409,
  'record.stale': 412,
  'record.invalid': 422,
  'command.refused': 409,
  /** A file's bytes have not come yet. */
  'content.notHere': 404,
  /** What came is not what was announced. */
  'content.damaged': 422,
  /** The key stands for another request already. */
  'idempotency.reused': 422,
  /** The first request with this key is still at work. */
  'idempotency.inUse': 409,
  'method.notAllowed': 405,
  'media.notAcceptable': 406,
  'media.unsupported': 415,
  'epoch.changed': 409,
  /** The server cannot show a log head that this desktop has witnessed. */
  'log.mismatch': 409,
  'client.tooOld': 426,
  'rate.limited': 429,
  'server.unavailable': 503,
  'network.offline': 503,
  'storage.wrongKey': 500,
  'storage.damaged': 500,
  'storage.full': 507,
  'storage.readOnly': 500,
  /** The disk does not answer as it should. */
  'storage.failed': 500,
  /** Another process works in the profile folder. */
  'storage.inUse': 500,
  'storage.closed': 500,
  /** Neither this shell of the desktop nor a program of the machine can do it (print, notify). */
  'shell.unavailable': 501,
  internal: 500,
} as const

export type ErrorCode = keyof typeof errorStatus
/** Field name to the reason's locale key (`fieldErrors.<key>`) with what it names, e.g. `{max: 200}`. */
export type FieldErrors = Record<string, { reason: string; params?: Record<string, string | number> }>

export interface ErrorBody {
  code: ErrorCode
  params?: Record<string, string | number>
  fields?: FieldErrors
}

export class AppError extends Error {
  readonly code: ErrorCode
  readonly params: Record<string, string | number> | undefined
  readonly fields: FieldErrors | undefined

  constructor(
    code: ErrorCode,
    options: { params?: Record<string, string | number>; fields?: FieldErrors; cause?: unknown } = {},
  ) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.params = options.params
    this.fields = options.fields
  }

  /** What crosses a transport: never the cause, never a stack. */
  toBody(): ErrorBody {
    return {
      code: this.code,
      ...(this.params ? { params: this.params } : {}),
      ...(this.fields ? { fields: this.fields } : {}),
    }
  }
}

/** Any thrown thing as an AppError; what is not one is a bug and says only `internal`. */
export const asAppError = (thrown: unknown): AppError =>
  thrown instanceof AppError ? thrown : new AppError('internal', { cause: thrown })

/** The answer of a call across a transport. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: ErrorBody }
