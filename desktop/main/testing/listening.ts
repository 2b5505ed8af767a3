import { EventEmitter } from 'node:events'

type Listener = (...args: never[]) => void

/**
 * What in Electron can be listened to. `on` and `once` give `never`, which fits the return type of every overload that
 * Electron declares; nobody in main uses what they return.
 */
export class Listening {
  readonly #emitter = new EventEmitter()

  on(event: string, listener: Listener): never {
    this.listen(event, listener)
    return this as never
  }

  protected listen(event: string, listener: Listener): void {
    this.#emitter.on(event, listener as (...args: unknown[]) => void)
  }

  once(event: string, listener: Listener): never {
    this.#emitter.once(event, listener as (...args: unknown[]) => void)
    return this as never
  }

  emit(event: string, ...args: unknown[]): void {
    this.#emitter.emit(event, ...args)
  }
}

/** An event that can be prevented, with what it is about. */
export function preventable<T extends object>(about: T) {
  const event = {
    ...about,
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true
    },
  }
  return event
}
