import { AppError } from '../../shared/errors.ts'
import type { Entry } from '../../shared/record.ts'
import type { Answer } from '../../shared/sync/protocol.ts'
import { bulkInsert, type Statement } from '../db/bulk.ts'
import type { Transaction } from '../db/database.ts'
import type { Author } from './commit.ts'
import type { Conditions } from './transacting.ts'

/** An entry that waits to be written, with who sends it. */
export interface Sent {
  author: Author
  entry: Entry
  conditions?: Conditions
  /** Refused with this before anything was read: what came could not be an entry. */
  verdict?: AppError
}
/** Where an entry's answer is kept: a desktop's under its device and seq; REST gives a key of its own. */
const deviceOf = ({ author, conditions }: Sent): string | null =>
  author.source === 'sync' ? author.device : (conditions?.once?.device ?? null)

interface StoredAnswer {
  entry_id: string
  device_id: string
  seq: number
  answer: Answer
}

/**
 * What was answered before: the whole idempotency. A device that sends an entry twice, or another one under a seq it
 * has used, gets what it got; `after` asks how the entries fared that this one rests on.
 */
export class Answers {
  private readonly byEntry = new Map<string, { device: string | null; answer: Answer }>()
  private readonly bySeq = new Map<string, Answer>()
  private readonly fresh: { sent: Sent; answer: Answer }[] = []

  async load(tx: Transaction, company: string, sent: readonly Sent[]): Promise<void> {
    const fromDevices = sent.filter(one => deviceOf(one) !== null)
    if (fromDevices.length === 0) return
    const ids = [...new Set(fromDevices.flatMap(({ entry }) => [entry.id, ...entry.after]))]
    const devices = fromDevices.map(one => deviceOf(one) ?? '')
    const seqs = fromDevices.map(({ entry }) => entry.seq)
    const wanted = [ids, devices, seqs].map(list => `{${list.join(',')}}`)
    const rows = await tx.unsafe<StoredAnswer[]>(select, [company, ...wanted], { prepare: true })
    for (const row of rows) this.keep(row.entry_id, row.device_id, row.answer)
  }

  /** The earlier answer; throws `idempotency.reused` where id and seq belong to different entries or devices. */
  earlier(sent: Sent): Answer | undefined {
    const { entry } = sent
    const device = deviceOf(sent)
    if (device === null) return undefined
    const known = this.byEntry.get(entry.id)
    const atSeq = this.bySeq.get(`${device}:${entry.seq}`)
    if (known ? known.device !== device || known.answer.seq !== entry.seq : atSeq !== undefined)
      throw new AppError('idempotency.reused')
    return known?.answer
  }

  /** The entries among `after` that were not accepted; one that never came is one of them. */
  missingFor({ entry }: Sent): string[] {
    return entry.after.filter(id => {
      const status = this.byEntry.get(id)?.answer.status
      return status !== 'accepted' && status !== 'merged'
    })
  }

  add(sent: Sent, answer: Answer): void {
    this.keep(sent.entry.id, deviceOf(sent), answer)
    if (deviceOf(sent) !== null) this.fresh.push({ sent, answer })
  }

  /** The statement that keeps the new ones; none where there are none. */
  toStore(company: string, at: string): Statement | undefined {
    if (this.fresh.length === 0) return undefined
    return insert(
      this.fresh.map(({ sent, answer }) => ({
        company_id: company,
        device_id: deviceOf(sent),
        seq: sent.entry.seq,
        entry_id: sent.entry.id,
        user_id: sent.author.viewer.user,
        answer,
        at,
      })),
    )
  }

  private keep(id: string, device: string | null, answer: Answer): void {
    this.byEntry.set(id, { device, answer })
    if (device !== null) this.bySeq.set(`${device}:${answer.seq}`, answer)
  }
}

// One by one by their index, whatever the statistics say; see load.ts.
const select = `
  select found.* from unnest($2::text::uuid[]) as wanted(id) cross join lateral (
    select entry_id, device_id, seq, answer from entry_answer
    where company_id = $1::uuid and entry_id = wanted.id offset 0) found
  union all
  select found.* from unnest($3::text::uuid[], $4::text::bigint[]) as sent(device, number) cross join lateral (
    select entry_id, device_id, seq, answer from entry_answer
    where company_id = $1::uuid and device_id = sent.device and seq = sent.number offset 0) found`
const insert = bulkInsert('entry_answer', [
  { name: 'company_id', type: 'uuid' },
  { name: 'device_id', type: 'uuid' },
  { name: 'seq', type: 'bigint' },
  { name: 'entry_id', type: 'uuid' },
  { name: 'user_id', type: 'uuid' },
  { name: 'answer', type: 'jsonb' },
  { name: 'at', type: 'timestamptz(3)' },
])
