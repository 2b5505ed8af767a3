import { createLists } from '../lists/lists.ts'
import { filledProfile, measure, report, type Sample, viewerOf } from '../lists/testing/measure.ts'
import { openReader } from '../storage/database.ts'
import { createSearch } from './search.ts'
import { createSimilar } from './similar.ts'

/** Search as you type, by number of letters, and near-duplicates. `node search.bench.ts [200000]` */
const count = Number(process.argv[2] ?? 200_000)
const { profile, records } = filledProfile(count)
const reader = openReader({ file: profile.file, key: profile.key, cacheKb: 8_000 })
const lists = createLists({ reader, kinds: profile.kinds, zone: 'Europe/Istanbul' })
const search = createSearch({ reader, kinds: profile.kinds, lists })
const similar = createSimilar({ reader, kinds: profile.kinds, lists })
const viewer = viewerOf(records)

const typed =
  `anadolu makina|yıldız inşaat|ahmet yılmaz|ışık tekstil san|mehmet kaya|özdemir gıda|akdeniz turizm|şimşek çelik
info@anadolu|günaydın lojistik|demir çelik sanayi|efe mühendislik|0532 123 45 67|4840847211|yldız inşat|anadlou makian
mühendislikk|kayseri mobilya|selçuk nakliyat|qwertyuiopas`.split(/[|\n]/)
const byLength = new Map<number, Sample[]>()
let corrected = 0
for (let round = 0; round < 3; round++)
  for (const text of typed)
    for (let length = 1; length <= 12; length++) {
      const words = text.slice(0, length)
      const sample = measure(() => {
        if (lists.reading(() => search.query({ words, limit: 8 }, viewer)).corrected) corrected++
      })
      byLength.set(length, [...(byLength.get(length) ?? []), sample])
    }
console.log(`${count} customers, ${corrected} answers with a letter wrong`)
for (const [length, samples] of byLength) report(`${length} letters`, samples)
report('all', [...byLength.values()].flat())
report(
  'near-duplicates',
  [...typed, ...typed].map((companyName, i) =>
    measure(() =>
      lists.reading(() =>
        similar.query({ kind: 'customer', values: { companyName, phone: `+9053212345${10 + i}` } }, viewer),
      ),
    ),
  ),
)
reader.close()
profile.close()
