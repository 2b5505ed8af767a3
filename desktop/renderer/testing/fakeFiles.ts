import { AppError } from '../../../shared/errors.ts'
import { mediaTypeOf, shownAs } from '../../../shared/files/mediaTypes.ts'
import type { Patch } from '../../../shared/record.ts'
import { makePdf } from '../../../shared/testing/makePdf.ts'
import type { Transfer } from '../../core/api/files.ts'
import type { ArgsOf, FunctionName, ResultOf, ShownRecord } from '../../core/api/functions.ts'
import { type FakeCompany, keyOf } from './fakeRecords.ts'
import type { Scene } from './fakeScenes.ts'

type Handlers = { [N in FunctionName]?: (args: ArgsOf<N>) => ResultOf<N> | Promise<ResultOf<N>> }

interface Tools {
  company: FakeCompany
  scene: Scene
  emit: (transfers: Transfer[]) => void
  apply: (label: string, patches: Patch[]) => { operation: string }
}

const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** Files that are added here go nowhere: they fill up, stay, and their pictures are drawn. */
export function fakeFiles({ company, scene, emit, apply }: Tools): Handlers {
  const { records } = company
  const moving = new Map<string, Transfer>()
  const contents = new Map<string, string[]>()
  const tell = () => emit([...moving.values()])
  const file = (id: string): ShownRecord => {
    const found = records.get(keyOf({ kind: 'file', id }))
    if (!found) throw new AppError('record.notFound')
    return found
  }
  const uploaded = (id: string, size: number) => {
    const set = { uploadedAt: { value: new Date().toISOString() }, size: { value: size } }
    apply('upload', [{ kind: 'file', id, set }])
  }
  for (const one of examples(company, scene)) moving.set(one.id, one)
  setTimeout(tell, 0)

  const change = (id: string, next: Partial<Transfer>) => {
    const old = moving.get(id)
    if (old) moving.set(id, { ...old, ...next })
    tell()
  }
  const upload = async (id: string) => {
    const { size = 0 } = moving.get(id) ?? {}
    for (let done = 0; done <= 10; done++) {
      if (moving.get(id)?.state !== 'running') return
      change(id, { done: Math.round((size * done) / 10), perSecond: size / 3 })
      await wait(300)
    }
    moving.delete(id)
    tell()
    uploaded(id, size)
  }

  return {
    'files.begin': ({ parent, name, size }) => {
      const id = crypto.randomUUID()
      moving.set(id, { id, parent, name, size, direction: 'up', state: 'copying', done: 0, perSecond: 40_000_000 })
      contents.set(id, [])
      tell()
      return { id }
    },
    'files.write': async ({ id, offset, bytes }) => {
      if (!moving.has(id)) throw new AppError('record.notFound')
      contents.get(id)?.push(bytes)
      change(id, { done: offset + Math.round((bytes.length * 3) / 4) })
      await wait(20)
      return {}
    },
    'files.finish': ({ id }) => {
      const { name = '', parent, size = 0 } = moving.get(id) ?? {}
      const set = { name: { value: name }, parent: { value: parent } }
      const made = apply('create', [{ kind: 'file', id, create: true, set }])
      change(id, { state: scene === 'offline' ? 'waiting' : 'running', done: 0, perSecond: size / 3 })
      void upload(id)
      return made
    },
    'files.drop': ({ id }) => {
      moving.delete(id)
      tell()
      return {}
    },
    'files.pause': ({ id }) => {
      change(id, { state: 'paused', perSecond: 0 })
      return {}
    },
    'files.resume': ({ id }) => {
      change(id, { state: 'running' })
      void upload(id)
      return {}
    },
    'files.stop': ({ id }) => {
      moving.delete(id)
      tell()
      return {}
    },
    'files.here': ({ ids }) => ids.map(() => true),
    'files.fetch': async ({ id }) => {
      if (!file(id).values['uploadedAt'] && !contents.has(id)) throw new AppError('content.notHere')
      await wait(300)
      return {}
    },
    'files.read': async ({ id, offset, length }) => {
      const own = contents.get(id)
      const { title, values } = file(id)
      if (own) return { bytes: base64Of(own.flatMap(piece => [...bytesOf(piece)]).slice(offset, offset + length)) }
      if (shownAs(title) === 'pdf')
        return { bytes: base64Of(document(title, Number(values['size'])).subarray(offset, offset + length)) }
      return { bytes: offset > 0 ? '' : await drawn(title) }
    },
    'files.open': () => ({ outcome: 'done' }),
    'files.save': () => ({ outcome: 'done' }),
    'files.space': () => ({ used: 412_000_000, limit: 2_000_000_000 }),
    'files.makeRoom': () => ({}),
  }
}

/** Some on every customer, the newest of which are still on their way. */
export function addFakeFiles({ records, users }: FakeCompany): void {
  const customers = [...records.values()].filter(({ kind }) => kind === 'customer').slice(0, 40)
  customers.forEach(({ kind, id: parentId, owner, team }, at) => {
    files.forEach(([name, size, note], i) => {
      const id = `01940000-0000-7000-8${i.toString(16).padStart(3, '0')}-${at.toString(16).padStart(12, '0')}`
      const createdAt = new Date(Date.now() - (i * 31 + 2) * 3_600_000).toISOString()
      const by = users[(at + i) % users.length] ?? ''
      const isHere = i > 1
      const record: ShownRecord = {
        ...{ kind: 'file', id, epoch: 1, number: 1, archived: false, title: name, waiting: i === 0, clashes: [] },
        ...{ createdAt, createdBy: by, updatedAt: createdAt, updatedBy: by, parent: { kind, id: parentId } },
        ...(owner ? { owner } : {}),
        ...(team ? { team } : {}),
        values: {
          name,
          ...(note ? { note } : {}),
          ...(isHere ? { size, uploadedAt: createdAt, mediaType: mediaTypeOf(name) } : {}),
        },
      }
      records.set(keyOf(record), record)
    })
  })
}

const files: readonly (readonly [name: string, size: number, note?: string])[] = [
  ['tanıtım-filmi-2026.mp4', 1_480_000_000],
  ['hat-yerleşim-planı.dwg', 48_200_000],
  ['Bakım sözleşmesi 2026-2027.pdf', 1_248_113, 'İmzalı nüsha, ıslak imzalısı dosyada'],
  ['fabrika-girişi.jpg', 3_870_442],
  ['CNC-hattı-montaj-öncesi.jpg', 4_102_881, 'Kurulumdan bir gün önce'],
  ['CNC-hattı-montaj-sonrası.jpg', 4_350_120],
  ['fiyat-karşılaştırması.xlsx', 88_214],
  ['kurulum-programı.exe', 22_410_882],
  ['toplantı-notları.docx', 34_118],
  ['maaş-bordrosu-parolalı.pdf', 84_210],
  ['faks-eksik.pdf', 12_400],
]

/** One of each state, on the newest files. */
function examples({ records }: FakeCompany, scene: Scene): Transfer[] {
  if (scene !== 'trouble' && scene !== 'offline') return []
  const files = [...records.values()].filter(record => record.kind === 'file' && !record.values['uploadedAt'])
  const states: Partial<Transfer>[] =
    scene === 'offline'
      ? [{ state: 'waiting' }]
      : [
          { state: 'running', perSecond: 8_400_000 },
          { state: 'paused' },
          { state: 'failed', error: { code: 'permission.denied' } },
          { state: 'waiting', error: { code: 'server.unavailable', params: { reason: 'storage.full' } } },
        ]
  return files.map((record, i) => ({
    ...{ id: record.id, name: record.title, size: 1_480_000_000, direction: 'up' as const },
    ...{ state: 'running' as const, done: 402_000_000, perSecond: 0 },
    ...(record.parent ? { parent: record.parent } : {}),
    ...states[i % states.length],
  }))
}

/** A picture of its own for each name. */
async function drawn(name: string): Promise<string> {
  const canvas = new OffscreenCanvas(1280, 860)
  const pen = canvas.getContext('2d')
  if (!pen) return ''
  const hue = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 360
  const sky = pen.createLinearGradient(0, 0, 0, 860)
  sky.addColorStop(0, `hsl(${hue} 45% 72%)`)
  sky.addColorStop(1, `hsl(${(hue + 40) % 360} 40% 38%)`)
  pen.fillStyle = sky
  pen.fillRect(0, 0, 1280, 860)
  pen.fillStyle = 'rgba(255,255,255,0.85)'
  pen.font = '600 44px sans-serif'
  pen.fillText(name, 60, 120)
  return base64Of(new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer()))
}

const documents = new Map<string, Uint8Array>()

/** A contract of some pages; one whose name says so is protected, or broken. */
function document(name: string, size: number): Uint8Array {
  const known = documents.get(name)
  if (known) return known
  const pages = Array.from({ length: 14 }, (_, i) => [
    `${i + 1}. ${chapters[i % chapters.length]}`,
    ...Array.from({ length: 34 }, (_, line) => clauses[(i + line) % clauses.length] ?? ''),
  ])
  const made = makePdf({ pages, size, isProtected: name.includes('parolalı') })
  if (name.includes('eksik')) made.fill(0, 0)
  documents.set(name, made)
  return made
}
const chapters = ['Taraflar ve konu', 'Bakım takvimi', 'Yedek parça', 'Ücret ve ödeme', 'Gizlilik', 'Süre ve fesih']
const clauses = [
  'Yüklenici, sözleşme konusu makinelerin yılda dört kez bakımını yapar.',
  'Bakımda değiştirilen parçalar müşteriye teslim edilir.',
  'Arıza bildirimine en geç sekiz iş saati içinde yanıt verilir.',
  'İşçilik ve yol ücreti bakım bedeline dahildir.',
  '',
]

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
function base64Of(bytes: Iterable<number>): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
