import type { Random } from '../random.ts'

/** Words of one text, separated by blanks and line breaks. */
const words = (text: string): string[] => text.trim().split(/\s+/)

const femaleNames = words(`
  Fatma Ayşe Emine Hatice Zeynep Elif Meryem Şerife Sultan Zehra Hanife Merve Havva Zeliha Esra Özlem Yasemin Büşra Hacer
  Melek Kübra Sevim Hülya Rabia Leyla Cemile Gülsüm Songül Tuğba Sibel Dilek Sevgi Hayriye Nurcan Derya Arzu Gamze Ebru
  Filiz Aysel Aynur Nuray Sema Sevda Türkan Gönül Serpil Pınar Seda Eda Ceren Gizem İrem Ece Selin Deniz Defne Ecrin Nehir
  Azra Asya Duru Ada Eylül Nisa Ela İpek Damla Melis Begüm Beyza Betül Burcu Bahar Banu Başak Belgin Berna Berrin Birgül
  Canan Cansu Çiğdem Demet Didem Dilara Döndü Duygu Emel Esma Esin Fadime Feride Feyza Figen Fulya Funda Gül Gülay Gülcan
  Gülden Güler Gülhan Gülizar Gülseren Gülşah Güneş Günay Handan Hande Hatun Hilal Hikmet İlknur İnci Jale Kadriye Lale
  Mehtap Meltem Menekşe Meral Mine Mualla Mukaddes Müge Münevver Müzeyyen Nalan Nazan Nazlı Neslihan Nesrin Nermin Neşe
  Nevin Nigar Nihal Nilay Nilgün Nilüfer Nimet Nur Nuran Nurhan Nurten Oya Öznur Perihan Pelin Reyhan Rukiye Ruken Safiye
  Saliha Sabiha Selda Selma Semra Senem Serap Sevil Sevinç Simge Sinem Suna Suzan Süheyla Şebnem Şenay Şeyma Şule Tuba Tuğçe
  Tülay Tülin Ümran Vildan Yeliz Yeşim Yıldız Yonca Zerrin Zümrüt Aslı Aslıhan Ayça Aydan Ayfer Ayla Aylin Aysun Ayten Azize
  Asuman Aliye Alev Afet Itır Işıl Işık Rojda Berivan Dilan Zelal Hazal Nisanur Zeynepnur Elifnur Sena Sude Sıla Öykü Özge Özgül
`)
const maleNames = words(`
  Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail Osman Yusuf Murat Ömer Ramazan Halil Süleyman Abdullah Mahmut Recep
  Salih Fatih Kadir Emre Hakan Adem Kemal Yaşar Bekir Musa Metin Orhan Bayram Serkan Bülent Cemal Şükrü Serdar Sinan İlhan
  Ersin Gökhan Selim Uğur Yasin Onur Burak Furkan Enes Eren Kaan Can Cem Cenk Çağatay Çağlar Çetin Deniz Doğan Doruk Efe Ege
  Emir Emin Engin Enver Ercan Erdal Erdem Erdinç Erdoğan Erhan Erkan Erol Ertan Ertuğrul Eyüp Fahri Faruk Ferhat Ferit Fevzi
  Fikret Fuat Galip Gürkan Güven Haluk Hamza Harun Haydar Hayri Hikmet Hilmi Hüsnü Işık İdris İhsan İlker İlyas İrfan İsa
  İskender İzzet Kaya Kayhan Kenan Kerem Koray Korkut Köksal Kürşat Levent Lütfi Macit Mazhar Melih Mert Mesut Mete Mikail
  Mithat Muammer Muhammet Muharrem Muhsin Muzaffer Müslüm Naci Nadir Nail Namık Nazım Necati Necdet Nedim Nevzat Nihat Niyazi
  Nuh Nurettin Nuri Oğuz Oğuzhan Okan Oktay Olcay Orçun Ozan Özcan Özgür Özkan Polat Poyraz Rasim Raşit Refik Rıdvan Rıfat Rıza
  Ruhi Rüstem Sabri Sadık Sait Sami Savaş Sedat Selahattin Selçuk Semih Serhat Sezai Sezer Sıtkı Soner Suat Şaban Şahin Şakir
  Şenol Şeref Şevket Tahir Tahsin Talat Taner Tarık Tayfun Tekin Temel Tevfik Timur Tolga Toprak Tufan Tuncay Tunç Turan Turgay
  Turgut Umut Ufuk Ümit Ünal Vahit Vedat Veli Volkan Yakup Yavuz Yener Yıldıray Yılmaz Yiğit Yunus Yücel Yüksel Zafer Zeki Ziya
  Zülfikar Alp Alper Alperen Altan Anıl Arda Arif Aras Atakan Atilla Aydın Aykut Aytaç Azad Aziz Barış Batuhan Baran Berat Berk
  Berkay Bilal Bora Boran Cafer Cahit Cevdet Celal Cihan Coşkun Cüneyt Agâh Âdil Kâmil Kâzım Rojhat Welat Ümitcan Berkecan
`)
export const lastNames: readonly string[] = words(`
  Yılmaz Kaya Demir Çelik Şahin Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek
  Polat Korkmaz Çakır Erdoğan Acar Can Şen Aktaş Güler Yalçın Güneş Bozkurt Bulut Keskin Ünal Turan Gül Özer Işık Kaplan Avcı
  Sarı Tekin Taş Köse Yüksel Ateş Aksoy Yavuz Uzun Türk Özcan Karaca Coşkun Deniz Duman Uçar Kocaman Bayram Güven Toprak
  Karataş Özçelik Tunç Çiftçi Erol Sezer Akın Ekinci Soylu Altun Gündoğdu Uysal Bilgin Karakaya Elmas Durmaz Oral Akbulut
  Ceylan Özgür Sönmez Topal Genç Tan Duran Kahraman Aydemir Başaran Bayrak Kandemir Karadağ Karahan Karabulut Kartal Kıran
  Koçak Kuş Küçük Mutlu Oğuz Okur Önal Önder Özbek Özen Özkaya Özmen Pehlivan Sağlam Savaş Sert Sevinç Soydan Söylemez Şeker
  Tokgöz Topçu Tosun Tuncer Türkmen Ulusoy Uslu Ünlü Vural Yaman Yaşar Yazıcı Yiğit Yurt Zengin Zorlu Akar Akay Akbaş Akça
  Akdağ Akdeniz Akgül Akgün Akkaya Akkuş Akman Akpınar Aksu Aktürk Akyol Akyüz Albayrak Alkan Alp Altay Altıntaş Altunbaş Apaydın
  Arı Arıkan Armağan Arıcan Artan Asil Aslantaş Atalay Ataman Atasoy Avşar Ay Ayaz Aydoğan Ayhan Aytekin Babacan Balcı Balkan
  Baran Barut Baş Başar Batur Baykal Baysal Bektaş Berber Beyaz Biçer Bilgiç Bingöl Birinci Bodur Boz Bozdağ Boztepe Budak Buğdaycı
  Büyük Canbaz Cengiz Cesur Ciğerci Cömert Çağlayan Çakmak Çalık Çalışkan Çam Çamlı Çapar Çay Çelebi Çevik Çınar Çiçek Çoban Çolak
  Dağ Dalkılıç Daş Değirmenci Demirbaş Demirci Demirel Demirkan Demirtaş Dereli Dikmen Dilek Dinç Doğru Dönmez Durak Dursun Ekici
  Emir Ercan Erdem Eren Ergin Ergün Eroğlu Ersoy Ertaş Ertürk Esen Eser Evren Fidan Fındık Geçgel Gedik Gezer Girgin Göçer Gök
  Gökçe Gökdemir Gökmen Göktaş Gönül Görgülü Gümüş Gün Günay Gündüz Güngör Gür Gürbüz Gürel Gürsoy Güzel Hacıoğlu Işıklı Iğdır
  İlhan İnan İnce İpek Kabak Kahveci Kalaycı Kalkan Kantar Kaplıca Karaaslan Karabacak Karaçam Karademir Karagöz Karakoç Karakuş
  Karaman Karaoğlu Karasu Kartaloğlu Kasap Kavak Kayabaşı Kayıkçı Kazan Kekeç Keleş Kemal Kesici Kılınç Kır Kırmızı Kızılkaya Kocabaş
  Koçyiğit Kolcu Konak Korkut Kök Köksal Köroğlu Kula Kumru Kurnaz Kurtuluş Kuru Kuzu Laçin Maden Menteş Meriç Metin Mercan
  Nalbant Narin Nazlı Ocak Odabaşı Oğuzhan Okan Oktay Olgun Onat Orhan Ortaç Otlu Öcal Öksüz Ölmez Ömeroğlu Öner Örnek Öz Özalp
  Özaydın Özberk Özbay Özden Özel Özgül Özkul Özsoy Öztaş Öztekin Palabıyık Parlak Peker Pınar Porsuk Reis Sağır Saraç Sarıkaya
  Sarıoğlu Saygın Sayın Selvi Serin Sevim Sezgin Sipahi Solak Soyer Subaşı Suna Süzer Şanlı Şener Şentürk Taşçı Taşdemir Taşkın
  Tatlı Tekeli Temel Temiz Tepe Terzi Tezcan Toker Tok Tokmak Topaloğlu Torun Tunçel Turgut Tutar Tüfekçi Türker Uçak Uğur Ulaş
  Uludağ Ulutaş Umut Usta Uyanık Uygun Üçüncü Ünver Üstün Varol Yağcı Yakut Yalçınkaya Yalın Yanık Yaprak Yazgan Yeşil Yeter
  Yetkin Yıldıran Yolcu Yumak Yurdakul Yücel Yüce Yüksekdağ Zengin Zeybek
`)

export interface PersonName {
  first: string
  last: string
}

/** A person's name; one in eight has two first names. Common names come more often, as they do. */
export function personName(random: Random): PersonName {
  const names = random.chance(0.5) ? femaleNames : maleNames
  const one = common(random, names)
  const two = random.chance(0.12) ? common(random, names) : one
  return { first: two === one ? one : `${one} ${two}`, last: common(random, lastNames) }
}

/** The lists begin with the most common names; half of the picks fall on their first fifth. */
function common(random: Random, names: readonly string[]): string {
  return random.pick(random.chance(0.5) ? names.slice(0, Math.ceil(names.length / 5)) : names)
}
