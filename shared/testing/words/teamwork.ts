import type { BuiltInRole } from '../../permissions/rights.ts'

const phrases = (text: string): string[] => text.split(',').map(phrase => phrase.trim())

/** What each role of a trading company has to do. */
export const taskSubjects: Readonly<Record<BuiltInRole, readonly string[]>> = {
  sales:
    phrases(`Teklif için ara, Fiyat listesini gönder, Numune sonucunu sor, Ziyaret günü planla, Revize teklifi hazırla,
    Sözleşme taslağını gönder, Ödeme planını netleştir, Referans listesini ilet, Keşif için teknik ekiple görüş,
    Toplantı notlarını paylaş, Teslim tarihini teyit et, Kataloğu gönder, Fuar davetiyesini gönder, Karar için genel müdürü ara,
    Garanti koşullarını anlat, Yıllık bakım sözleşmesini hatırlat`),
  operations:
    phrases(`Sevkiyat tarihini teyit et, Montaj ekibini planla, Gümrük evraklarını kontrol et, Servis raporunu hazırla,
    Eksik parçaları tamamla, Nakliye teklifi al, Devreye alma gününü bildir,
    Vinç randevusu al, Saha güvenlik formunu gönder, Teslim tutanağını imzalat, Bakım takvimini güncelle`),
  warehouse: phrases(`Yedek parça stoğunu say, Kargo çıkışını hazırla, Gelen paletleri kontrol et, Etiketleri yenile,
    İade ürünü ayır, Raf yerlerini güncelle, Ambalaj malzemesi sipariş et,
    Forklift bakımını yaptır, Sevk irsaliyelerini dosyala, Hasarlı kolileri bildir, Boş paletleri iade et`),
  finance:
    phrases(`Vadesi geçen bakiyeyi sor, Mutabakat mektubu gönder, Teminat mektubunu yenile, Fatura adresini doğrula,
    Kur farkını hesapla, Vergi levhasını iste, Tahsilat planını çıkar,
    Çekleri bankaya ver, Cari hesap özetini gönder, İade faturasını kontrol et, Risk limitini gözden geçir`),
  management:
    phrases(`Yıllık anlaşmayı değerlendir, İskonto talebini onayla, Satış toplantısını hazırla, Bölge planını gözden geçir,
    Bütçe sunumunu bitir, Kaybedilen fırsatları incele, Yeni bayilik başvurusunu görüş,
    Fuar katılımına karar ver, Prim tablosunu onayla, Büyük müşterileri ziyaret et, Hedefleri ekiple paylaş`),
  admin: phrases(`Yeni çalışan için hesap aç, Etiketleri sadeleştir, Form düzenini gözden geçir, Yetkileri denetle,
    Eğitim tarihini duyur, Yedekleri kontrol et, Eski kayıtları arşivle,
    Toplu aktarımı dene, Ayrılan çalışanın hesabını kapat, Sürüm notlarını oku, Bildirim ayarlarını gözden geçir`),
}

/** What one colleague asks another about a customer, and what the other answers. */
export const questions: readonly { by: BuiltInRole; ask: string; answer: string }[] = [
  {
    by: 'management',
    ask: 'son teklifte ne kadar iskonto verdik?',
    answer: 'yüzde sekiz verdik, ödeme 60 gün vadeli.',
  },
  { by: 'management', ask: 'haftaya birlikte ziyaret edelim mi?', answer: 'salı sabahı uygun, randevuyu aldım.' },
  {
    by: 'management',
    ask: 'karar ne zaman çıkar?',
    answer: 'yönetim kurulu ay sonunda toplanıyor, ondan sonra netleşir.',
  },
  {
    by: 'management',
    ask: 'rakip kim, öğrenebildik mi?',
    answer: 'İzmir’den bir firma; fiyatları bizden düşük ama servisleri yok.',
  },
  {
    by: 'management',
    ask: 'geçen yılki sözleşmeyi dosyalara ekler misiniz?',
    answer: 'ekliyorum, imzalı nüshası bende.',
  },
  {
    by: 'management',
    ask: 'teslim süresi konusunda söz verdik mi?',
    answer: 'hayır, altı ile sekiz hafta arası dedim.',
  },
  {
    by: 'finance',
    ask: 'vadesi geçen bir fatura var, görüşürken hatırlatır mısınız?',
    answer: 'bugün aradım, cuma günü ödeyecekler.',
  },
  {
    by: 'finance',
    ask: 'kredi limitini artırmamızı istiyor musunuz?',
    answer: 'evet, yıl sonuna kadar iki katı yeter.',
  },
  { by: 'operations', ask: 'montaj için vinç gerekecek mi?', answer: 'gerekmeyecek, forkliftle indiriyorlar.' },
  {
    by: 'operations',
    ask: 'sevkiyatı ayın yirmisine alsak olur mu?',
    answer: 'olur, müşteriyle konuştum; sabah gelmesini istiyorlar.',
  },
]

/** What somebody writes down for the others without asking anything. */
export const remarks: readonly string[] = [
  'Muhasebeleri telefonu yalnızca sabahları açıyor.',
  'Yetkili izinde, ayın on beşinden sonra arayalım.',
  'Fabrikayı gezdim; üçüncü hattı kuruyorlar.',
  'Ödemeleri düzenli, vade verilebilir.',
  'Numuneyi beğendiler, deneme siparişi bekliyorum.',
  'Satın alma müdürü değişmiş, yenisiyle tanıştım.',
  'Bu yıl yatırım bütçeleri yok, bakım sözleşmesiyle devam ediyorlar.',
]

/** What a person calls the customers they want at hand. */
export const favouriteNames: readonly string[] = ['En büyük müşterimiz', 'Bu ayın hedefi', 'Anlaşma masasında']
