import { describe, expect, it } from 'vitest'
import { type CallNote, recordsOf } from './noteOf.ts'

const parent = { kind: 'lead', id: 'l' }
const facts = {
  parent,
  ids: { activity: 'a', task: 't' },
  user: 'u',
  now: Date.parse('2026-11-21T22:30:00.000Z'),
  zone: 'Europe/Istanbul',
  reached: undefined,
}
const note: CallNote = { type: 'call', text: ' Fiyatı yüksek buldu ', outcome: 'reached', followUp: undefined }

describe('a call that is noted', () => {
  it('is one activity on the record, with what was said as its subject', () => {
    expect(recordsOf(note, facts)).toEqual([
      {
        kind: 'activity',
        id: 'a',
        set: {
          type: { value: 'call' },
          at: { value: '2026-11-21T22:30:00.000Z' },
          outcome: { value: 'reached' },
          subject: { value: 'Fiyatı yüksek buldu' },
          parent: { value: parent },
        },
      },
    ])
  })

  it('keeps a long text whole, in the body', () => {
    const [activity] = recordsOf({ ...note, text: 'uzun '.repeat(60) }, facts)
    expect(activity?.set['subject']).toBeUndefined()
    expect(activity?.set['body']?.value).toMatchObject({ type: 'doc' })
  })

  it('makes the task that follows due in the morning of a day by the company’s calendar', () => {
    const [, task] = recordsOf({ ...note, followUp: { subject: 'Tekrar ara', days: 1 } }, facts)
    // It is past midnight in Istanbul: tomorrow is the 23rd.
    expect(task?.set['due']?.value).toBe('2026-11-23T06:00:00.000Z')
    expect(task?.set['assignees']?.value).toEqual(['u'])
    expect(task?.set['parent']?.value).toEqual(parent)
  })

  it('was outgoing where it began with a link of the record', () => {
    const [activity] = recordsOf(note, { ...facts, reached: { by: 'phone', at: '+905321234567' } })
    expect(activity?.set['direction']?.value).toBe('outgoing')
  })
})
