import type { Random } from '../random.ts'
import type { Sector } from './companies.ts'

const phrases = (text: string): string[] => text.split(',').map(phrase => phrase.trim())

export const jobTitles: readonly string[] =
  phrases(`Genel Müdür, Genel Müdür Yardımcısı, Şirket Sahibi, Yönetim Kurulu Başkanı, Kurucu Ortak, Satın Alma Müdürü,
  Satın Alma Uzmanı, Satın Alma Şefi, Muhasebe Müdürü, Muhasebe Uzmanı, Finans Müdürü, Mali İşler Müdürü, Operasyon Müdürü, Üretim Müdürü, Üretim Şefi,
  Fabrika Müdürü, Bakım Müdürü, Bakım Mühendisi, Kalite Müdürü, Kalite Mühendisi, Proje Müdürü, Proje Mühendisi, Planlama Uzmanı, Depo Sorumlusu,
  Lojistik Müdürü, İthalat Uzmanı, İhracat Müdürü, Satış Müdürü, Bölge Satış Müdürü, Pazarlama Müdürü, Pazarlama Uzmanı, İnsan Kaynakları Müdürü,
  Bilgi İşlem Müdürü, Bilgi İşlem Sorumlusu, Teknik Müdür, Teknik Servis Sorumlusu, Şantiye Şefi, Mağaza Müdürü, Şube Müdürü, İdari İşler Müdürü,
  Yönetici Asistanı, Ar-Ge Müdürü, Ar-Ge Mühendisi, Müşteri İlişkileri Sorumlusu, Avukat, Mali Müşavir`)

/** Tags that sales offices use. */
export const tagNames: readonly string[] =
  phrases(`Önemli, VIP, Bayi, Kamu, İhracatçı, Fuar 2025, Fuar 2026, Kampanya, Sözleşmeli, Riskli Ödeme, Referans Verir,
  Yıllık Anlaşma, Yeni Yatırım, Rakip Kullanıyor, Teknik Destek, Vadeli Çalışır, Peşin Çalışır, Kaçan Fırsat, Tekrar Aranacak, Holding`)

const subjects: Record<Sector, string[]> = {
  machinery: phrases('CNC torna, hidrolik pres, yedek parça seti, bakım sözleşmesi, konveyör hattı'),
  production: phrases('paketleme hattı, pnömatik valf, yarı otomatik makina, bakım sözleşmesi, sarf malzemesi'),
  construction: phrases('vinç kiralama, kompresör, jeneratör, şantiye ekipmanı, beton pompası'),
  textile: phrases('örgü makinası, buhar kazanı, kesim makinası, yedek parça seti, kompresör'),
  food: phrases('dolum hattı, paslanmaz tank, etiketleme makinası, soğutma grubu, bakım sözleşmesi'),
  automotive: phrases('lift, hava tesisatı, pres kalıbı, montaj hattı, yedek parça seti'),
  health: phrases('medikal kompresör, sterilizatör, bakım sözleşmesi, yedek filtre, laboratuvar cihazı'),
  software: phrases('sunucu soğutma, kesintisiz güç kaynağı, entegrasyon, bakım sözleşmesi, kabin'),
  logistics: phrases('forklift, raf sistemi, rampa, konveyör hattı, istif makinası'),
  tourism: phrases('çamaşırhane makinası, buhar kazanı, jeneratör, mutfak ekipmanı, bakım sözleşmesi'),
  energy: phrases('trafo, pano, jeneratör, bakım sözleşmesi, kompresör'),
  agriculture: phrases('sulama pompası, eleme makinası, soğuk hava deposu, paketleme hattı, yedek parça seti'),
  chemistry: phrases('dozaj pompası, paslanmaz tank, karıştırıcı, filtre sistemi, bakım sözleşmesi'),
  furniture: phrases('ebatlama makinası, toz emme sistemi, kenar bantlama makinası, kompresör, yedek bıçak seti'),
  retail: phrases('raf sistemi, soğutma dolabı, terazi, bakım sözleşmesi, paketleme makinası'),
  education: phrases('atölye tezgâhı, eğitim seti, kompresör, bakım sözleşmesi, laboratuvar cihazı'),
  finance: phrases('arşiv raf sistemi, kesintisiz güç kaynağı, jeneratör, bakım sözleşmesi, kasa'),
  services: phrases('temizlik makinası, jeneratör, araç üstü ekipman, bakım sözleşmesi, kompresör'),
}

const openings = [
  (s: string) => `Telefonla görüşüldü, ${s} ile ilgileniyorlar.`,
  (s: string) => `Yerinde ziyaret edildi; ${s} için ihtiyaç listesi alındı.`,
  (s: string) => `Fuarda tanışıldı, ${s} hakkında katalog verildi.`,
  (s: string) => `${sentence(s)} için fiyat istediler.`,
  (s: string) => `Mevcut ${s} eskimiş, yenilemeyi düşünüyorlar.`,
  (s: string) => `${sentence(s)} konusunda rakip firmadan da teklif almışlar.`,
  (s: string) => `Yeni tesisleri için ${s} arıyorlar.`,
  (s: string) => `Web formundan yazmışlar: ${s} hakkında bilgi istiyorlar.`,
  (s: string) => `Geçen yıl aldıkları ${s} için memnuniyet görüşmesi yapıldı.`,
  (s: string) => `${sentence(s)} için deneme süresi talep ettiler.`,
]
const details =
  phrases(`Bütçe yıl sonuna kadar onaylanacak., Ödeme 60 gün vadeli konuşuldu., Peşin ödemede iskonto bekliyorlar., Kararı genel müdür verecek.,
  Teknik ekip önce numune görmek istiyor., Teslim süresi onlar için fiyattan önemli., Üretim ikiye katlanacağı için acele ediyorlar.,
  Satın alma süreci üç ay sürüyor., Referans listesi istediler., Garanti süresi soruldu., Montajın bizde olması şart koşuldu.,
  Eski makinanın takas edilmesini istiyorlar., İhracat siparişi kesinleşirse alacaklar., Leasing ile almayı düşünüyorlar.,
  Şartname haftaya gönderilecek., Yıllık alım miktarı yüksek görünüyor., Fiyatı yüksek buldular.,
  Servis ağımız hakkında bilgi verildi., Yetkili kişi değişmiş; yeni numara kaydedildi., Vergi levhası ve imza sirküleri istendi.`)
const nextSteps =
  phrases(`Teklif hazırlanacak., Haftaya tekrar aranacak., Ay sonunda ziyaret edilecek., Katalog e-posta ile gönderildi., Numune kargolandı.,
  Keşif için teknik ekip yönlendirilecek., Teklif revize edilecek., Karar bekleniyor., Yeni yılda tekrar görüşülecek., Demo günü planlandı.,
  Sözleşme taslağı iletildi., Takip listesine alındı., Dönüş yapmadılar; tekrar yazıldı., Onay gelirse sipariş açılacak.`)

/** One to three sentences of a sales office about a customer of the sector. */
export function noteText(random: Random, sector: Sector): string {
  const parts = [random.pick(openings)(random.pick(subjects[sector]))]
  if (random.chance(0.7)) parts.push(random.pick(details))
  if (random.chance(0.6)) parts.push(random.pick(nextSteps))
  return parts.join(' ')
}

/** A short heading for a note or a lead: `Hidrolik pres teklifi`. */
export const noteSubject = (random: Random, sector: Sector): string =>
  `${sentence(random.pick(subjects[sector]))} ${random.pick(['teklifi', 'talebi', 'görüşmesi', 'ziyareti', 'takibi'])}`

const sentence = (text: string): string => text.charAt(0).toLocaleUpperCase('tr') + text.slice(1)
