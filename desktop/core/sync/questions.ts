import { AppError } from '../../../shared/errors.ts'
import type { ClientFrame, ServerFrame } from '../../../shared/sync/protocol.ts'
import type { ReadFrame } from './serverFrames.ts'

export type FrameOf<T extends ServerFrame['t']> = Extract<ReadFrame, { t: T }>
/** Questions and the frame that answers each. */
const answerTypes = {
  push: 'answers',
  pull: 'page',
  snapshot: 'snapshotPage',
  digest: 'digest',
  history: 'history',
  viewed: 'viewed',
  views: 'done',
} as const satisfies Partial<Record<ClientFrame['t'], ServerFrame['t']>>
export type Question = keyof typeof answerTypes
export type QuestionFrame<Q extends Question> = Omit<Extract<ClientFrame, { t: Q }>, 'id'> & { t: Q }
export type AnswerTo<Q extends Question> = FrameOf<(typeof answerTypes)[Q]>

/** Pairs questions with their answers by id. */
export interface Questions {
  /** Sends the question; rejects with the server's error, or with what `failAll` was given. */
  ask<Q extends Question>(question: QuestionFrame<Q>): Promise<AnswerTo<Q>>
  /** False for a frame that answers nothing that was asked. */
  take(frame: ReadFrame): boolean
  failAll(error: AppError): void
}

interface Open {
  t: Question
  resolve(frame: ReadFrame): void
  reject(error: AppError): void
}

export function createQuestions(settings: {
  send(frame: object): void
  /** Milliseconds until `late` is told. */
  patience: number
  late(question: Question): void
}): Questions {
  const open = new Map<number, Open>()
  let nextId = 1
  const close = (id: number): Open | undefined => {
    const question = open.get(id)
    open.delete(id)
    return question
  }
  return {
    async ask<Q extends Question>(question: QuestionFrame<Q>) {
      const id = nextId++
      const { promise, resolve, reject } = Promise.withResolvers<ReadFrame>()
      const timer = setTimeout(() => settings.late(question.t), settings.patience)
      open.set(id, { t: question.t, resolve, reject })
      settings.send({ ...question, id })
      try {
        // `take` lets only frames of the answer's type through.
        return (await promise) as AnswerTo<Q>
      } finally {
        clearTimeout(timer)
      }
    },
    take(frame) {
      if (!('id' in frame) || frame.id === undefined) return false
      const question = open.get(frame.id)
      if (!question) return false
      if (frame.t === 'error') close(frame.id)?.reject(new AppError(frame.error.code, frame.error))
      else if (answerTypes[question.t] === frame.t) close(frame.id)?.resolve(frame)
      else return false
      return true
    },
    failAll(error) {
      for (const id of [...open.keys()]) close(id)?.reject(error)
    },
  }
}
