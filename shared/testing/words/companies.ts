import type { sectors } from '../../entities/crm/choices.ts'
import { provinces } from '../../provinces.ts'
import { companyNameKey } from '../../rules/companyName.ts'
import type { Random } from '../random.ts'
import { lastNames } from './people.ts'

export type Sector = keyof typeof sectors

const words = (text: string): string[] => text.trim().split(/\s+/)
const phrases = (text: string): string[] => text.split(',').map(phrase => phrase.trim())

const stems = words(`
  Anadolu Yıldız Güneş Ay Doruk Zirve Ufuk Umut Barış Bereket Başak Çınar Meşe Ardıç Ladin Sedir Kavak Ihlamur Zeytin Nar İncir
  Papatya Lale Menekşe Karanfil Defne Gelincik Nilüfer Mimoza Kardelen Kartal Şahin Doğan Atmaca Turna Martı Kuğu Aslan Kaplan
  Ceylan Karaca Geyik Akdeniz Ege Marmara Karadeniz Trakya Toros Uludağ Erciyes Ağrı Kaçkar Nemrut Süphan Ilgaz Bolkar Munzur
  Fırat Dicle Sakarya Kızılırmak Yeşilırmak Meriç Gediz Menderes Seyhan Ceyhan Çoruh Aras Göksu Efes Truva Bergama Hattuşa
  Göbeklitepe Kapadokya Lidya Frigya Likya Karya Pamukkale Selçuk Osmanlı Hitit Kervan Kale Hisar Burç Köprü Pınar Çeşme Irmak
  Deniz Okyanus Liman Yelken Pusula Çapa Fener Rota Rüzgâr Poyraz Lodos Meltem İmbat Bora Şimşek Yıldırım Gökkuşağı Bulut
  Kristal Elmas Yakut Zümrüt Safir İnci Mercan Sedef Kehribar Altın Gümüş Bakır Çelik Demir Granit Mermer Bazalt Kuvars Opal
  Asya Avrasya Avrupa Global Evrensel Dünya Kıta Bosfor Boğaziçi Haliç Marmaris Bodrum Assos Olimpos Kekova Datça Akyaka Abant
  Vizyon Misyon Hedef Öncü Lider Önder Birlik Güven İtimat Emin Sağlam Kararlı Azim Gayret Emek Ustalar Meslek Teknik Modern
  Yenilik Gelişim Atılım İlerleme Başarı Zafer Onur Şeref Saygın Değer Kalite Usta Mimar Proje Sistem Nokta Odak Merkez Eksen
  Denge Uyum Armoni Melodi Ritim Tempo Hız Enerji Işık Parıltı Alev Kıvılcım Ateş Volkan Kor Nur Şafak Seher Sabah Gündoğdu
  Bahar Yaz Eylül Kasım Nisan Mayıs Hasat Harman Bağ Bahçe Orman Vadi Yayla Ova Tepe Dağ Taş Kaya Toprak Su Çağlayan Şelale
  Dost Kardeş Ahenk Mutlu Neşe Sevinç Huzur Ferah Refah Esen Sıhhat Şifa Hayat Can Öz Asil Soylu Hakiki Has Gerçek
`)
const before = words(
  'Öz Yeni Ak Has Gür Er Büyük Mavi Yeşil Kırmızı Beyaz Kuzey Güney Doğu Batı Orta Yüce Ulu Genç Üç Beş Yedi',
)
const beginnings = words(`
  Öz Ak Gür Er Has Bay Tur Kar Yıl Mert Ser Tek Un Ok Ay Bey Can Çağ Dem Den Ege El Em En Ern Fer Gök Gül Hak İl İn İz Kal Kan
  Kay Kor Mar Me Met No Oy Pa Pol Ram Sa Sar Sel Sim Sü Şen Ta Tem Ter Top Tunç Ul Ün Ve Yal Yap Yur Ze`)
const endings = words(`
  san taş tek mak pak sel kar tem met form plast teks tur nak lab kim pol ser mer dem per gaz mak maş ray ton tar taç bey
  art soft data net mod dek ser cam`)

/** What companies of a sector call their trade. */
const trades: Record<Sector, string[]> = {
  machinery:
    phrases(`Makina, Makine, Makina Kalıp, Makina Otomasyon, Makina Mühendislik, Hidrolik Pnömatik, Talaşlı İmalat, CNC Makina,
    Takım Tezgâhları, Rulman, Redüktör, Kompresör, Pompa, Konveyör Sistemleri, Endüstriyel Makina, Pres Makinaları, Kalıp`),
  production:
    phrases(`Üretim, Metal, Çelik Konstrüksiyon, Plastik, Ambalaj, Döküm, Galvaniz, Alüminyum, Cam, Seramik, Kauçuk, Kablo,
    Profil, Boru, Tel, Yay, Vida Cıvata, Karton Ambalaj, Etiket`),
  construction:
    phrases(`İnşaat, İnşaat Taahhüt, Yapı, Yapı Malzemeleri, Mimarlık, Hazır Beton, Prefabrik, İzolasyon, Hafriyat,
    Altyapı, İnşaat Mühendislik, Cephe Sistemleri, Dekorasyon, Gayrimenkul, Asansör, Çatı Sistemleri, Zemin`),
  textile:
    phrases(`Tekstil, Konfeksiyon, İplik, Dokuma, Örme, Boya Apre, Ev Tekstili, Havlu, Nakış, Triko, Kumaş, Moda, Deri,
    Ayakkabı, Çorap, Denim, Perde`),
  food: phrases(`Gıda, Gıda Pazarlama, Un, Unlu Mamuller, Süt Ürünleri, Et Ürünleri, Zeytinyağı, Bakliyat, Kuruyemiş, Şekerleme,
    Çikolata, Su, İçecek, Baharat, Konserve, Dondurulmuş Gıda, Kahve, Çay, Makarna`),
  automotive:
    phrases(`Otomotiv, Oto Yedek Parça, Oto Servis, Otomotiv Yan Sanayi, Lastik, Jant, Fren Sistemleri, Egzoz, Akü, Filo Kiralama,
    Karoser, Treyler, Motor, Oto Cam, Oto Elektrik`),
  health:
    phrases(`Sağlık, Medikal, Tıbbi Cihaz, Ecza Deposu, Laboratuvar, Diş Sağlığı, Göz Merkezi, Ortopedi, Sağlık Hizmetleri,
    Hastane Donanımı, İlaç, Kozmetik, Optik, Fizik Tedavi, Veteriner`),
  software:
    phrases(`Yazılım, Bilişim, Teknoloji, Bilgi Sistemleri, Yazılım Danışmanlık, Siber Güvenlik, Veri Merkezi, Elektronik,
    Otomasyon Yazılım, İletişim, Dijital, Oyun, Bulut Bilişim, Ağ Sistemleri, Robotik`),
  logistics:
    phrases(`Lojistik, Nakliyat, Uluslararası Nakliyat, Taşımacılık, Kargo, Depolama, Gümrük Müşavirliği, Antrepo, Denizcilik,
    Hava Kargo, Kurye, Soğuk Zincir Lojistik, Transport, Evden Eve Nakliyat`),
  tourism:
    phrases(`Turizm, Otelcilik, Seyahat, Turizm Otelcilik, Yat İşletmeciliği, Kongre Organizasyon, Tatil Köyü, Restoran İşletmeciliği,
    Transfer, Termal, Pansiyon, Turizm Taşımacılık, Catering`),
  energy:
    phrases(`Enerji, Elektrik, Güneş Enerjisi, Rüzgâr Enerjisi, Petrol, Doğalgaz, Akaryakıt, Jeneratör, Aydınlatma, Elektrik Taahhüt,
    Trafo, Pano, Enerji Mühendislik, Isı Sistemleri, Biyogaz`),
  agriculture:
    phrases(`Tarım, Tarım Ürünleri, Tohumculuk, Fidancılık, Seracılık, Sulama Sistemleri, Gübre, Tarım Makinaları, Hayvancılık,
    Yem, Tavukçuluk, Su Ürünleri, Arıcılık, Zirai İlaç, Çiçekçilik`),
  chemistry:
    phrases(`Kimya, Boya, Deterjan, Plastik Hammadde, Kimyevi Maddeler, Yapıştırıcı, Reçine, Kozmetik Kimya, Su Arıtma, Temizlik Ürünleri,
    Madeni Yağ, Gaz, Laboratuvar Kimyasalları, Polimer`),
  furniture:
    phrases(`Mobilya, Ofis Mobilyaları, Orman Ürünleri, Ahşap, Mutfak Banyo, Yatak, Koltuk, Kapı, Parke, Mobilya Aksesuar, Sandalye,
    Dekorasyon Mobilya, Kereste, Panel`),
  retail:
    phrases(`Mağazacılık, Market, Süpermarket, Züccaciye, Kırtasiye, Oyuncak, Elektrikli Ev Aletleri, Hırdavat, Spor Malzemeleri, Kuyumculuk,
    Saat, Perakende, Gıda Market, Hediyelik Eşya, E-Ticaret`),
  education:
    phrases(`Eğitim, Eğitim Kurumları, Kolej, Yayıncılık, Dil Okulu, Kurs, Eğitim Danışmanlık, Anaokulu, Akademi, Matbaa Yayın,
    Sürücü Kursu, Yurt İşletmeciliği`),
  finance:
    phrases(`Finans, Sigorta Aracılık, Mali Müşavirlik, Faktoring, Yatırım, Denetim, Finansal Danışmanlık, Varlık Yönetimi, Döviz,
    Leasing, Muhasebe`),
  services:
    phrases(`Hizmet, Danışmanlık, Temizlik, Güvenlik, Organizasyon, Reklam, Ajans, İnsan Kaynakları, Tesis Yönetimi, Servis, Çeviri,
    Peyzaj, Haşere Kontrol, Matbaa, Fuarcılık, Mühendislik Danışmanlık, Çevre`),
}

const legalForms = [
  ['Ltd. Şti.', 30],
  ['San. ve Tic. Ltd. Şti.', 22],
  ['Tic. Ltd. Şti.', 10],
  ['A.Ş.', 16],
  ['San. ve Tic. A.Ş.', 14],
  ['Tic. A.Ş.', 4],
  ['Limited Şirketi', 2],
  ['Anonim Şirketi', 2],
] as const

/** A company's full name; companies of one sector share their words, so names repeat now and then (see companyNamer). */
export function companyName(random: Random, sector: Sector): string {
  return `${brand(random)} ${random.pick(trades[sector])} ${random.weighted(legalForms)}`
}

/** A maker of company names that never gives two which the search for doubles would take for one company. */
export function companyNamer(random: Random): (sector: Sector) => string {
  const used = new Set<string>()
  return sector => {
    for (let attempt = 0; ; attempt++) {
      // Where brands run out, the home of the company tells it from its namesakes.
      const name =
        attempt < 8 ? companyName(random, sector) : `${random.pick(provinces).name} ${companyName(random, sector)}`
      const key = companyNameKey(name)
      if (used.has(key)) continue
      used.add(key)
      return name
    }
  }
}

/** The name that people use, without trade and legal form. */
function brand(random: Random): string {
  const make = random.weighted(brands)
  return make(random)
}

const capital = (word: string): string => word.charAt(0).toLocaleUpperCase('tr') + word.slice(1)
const capitalEndings = endings.map(capital)

const brands: readonly (readonly [(random: Random) => string, number])[] = [
  [random => random.pick(stems), 14],
  [random => `${random.pick(before)} ${random.pick(stems)}`, 18],
  [random => random.pick(lastNames), 14],
  [random => `${random.pick(lastNames)} ${random.pick(['Kardeşler', 'Grup', 'Ticaret', 've Oğulları', 'Ailesi'])}`, 8],
  [random => `${random.pick(lastNames)} ${random.pick(stems)}`, 12],
  [random => random.pick(beginnings) + random.pick(endings), 22],
  [random => `${random.pick(provinces).name} ${random.pick(stems)}`, 6],
  [random => `${random.pick(stems)} ${random.pick(capitalEndings)}`, 6],
]
