import { label } from './labels.ts'

/** The seven geographic regions of Turkey. */
export const regions = {
  marmara: label('Marmara', 'Marmara', 'Marmararegion', 'Marmara'),
  aegean: label('Ege', 'Aegean', 'Ägäis', 'Égée'),
  mediterranean: label('Akdeniz', 'Mediterranean', 'Mittelmeer', 'Méditerranée'),
  centralAnatolia: label('İç Anadolu', 'Central Anatolia', 'Zentralanatolien', 'Anatolie centrale'),
  blackSea: label('Karadeniz', 'Black Sea', 'Schwarzes Meer', 'Mer Noire'),
  easternAnatolia: label('Doğu Anadolu', 'Eastern Anatolia', 'Ostanatolien', 'Anatolie orientale'),
  southeasternAnatolia: label('Güneydoğu Anadolu', 'Southeastern Anatolia', 'Südostanatolien', 'Anatolie du Sud-Est'),
}
export type Region = keyof typeof regions

export interface Province {
  /** Plate code, also the first two digits of the postal codes: '34'. */
  code: string
  name: string
  region: Region
}

const names: Record<Region, string> = {
  marmara: `10 Balıkesir, 11 Bilecik, 16 Bursa, 17 Çanakkale, 22 Edirne, 34 İstanbul, 39 Kırklareli, 41 Kocaeli, 54 Sakarya,
    59 Tekirdağ, 77 Yalova`,
  aegean: '03 Afyonkarahisar, 09 Aydın, 20 Denizli, 35 İzmir, 43 Kütahya, 45 Manisa, 48 Muğla, 64 Uşak',
  mediterranean: '01 Adana, 07 Antalya, 15 Burdur, 31 Hatay, 32 Isparta, 33 Mersin, 46 Kahramanmaraş, 80 Osmaniye',
  centralAnatolia: `06 Ankara, 18 Çankırı, 26 Eskişehir, 38 Kayseri, 40 Kırşehir, 42 Konya, 50 Nevşehir, 51 Niğde, 58 Sivas,
    66 Yozgat, 68 Aksaray, 70 Karaman, 71 Kırıkkale`,
  blackSea: `05 Amasya, 08 Artvin, 14 Bolu, 19 Çorum, 28 Giresun, 29 Gümüşhane, 37 Kastamonu, 52 Ordu, 53 Rize, 55 Samsun,
    57 Sinop, 60 Tokat, 61 Trabzon, 67 Zonguldak, 69 Bayburt, 74 Bartın, 78 Karabük, 81 Düzce`,
  easternAnatolia: `04 Ağrı, 12 Bingöl, 13 Bitlis, 23 Elazığ, 24 Erzincan, 25 Erzurum, 30 Hakkari, 36 Kars, 44 Malatya, 49 Muş,
    62 Tunceli, 65 Van, 75 Ardahan, 76 Iğdır`,
  southeasternAnatolia: `02 Adıyaman, 21 Diyarbakır, 27 Gaziantep, 47 Mardin, 56 Siirt, 63 Şanlıurfa, 72 Batman, 73 Şırnak,
    79 Kilis`,
}

/** The 81 provinces by plate code. */
export const provinces: readonly Province[] = (Object.entries(names) as [Region, string][])
  .flatMap(([region, list]) =>
    list.split(',').map(entry => {
      const [code = '', name = ''] = entry.trim().split(' ')
      return { code, name, region }
    }),
  )
  .sort((a, b) => Number(a.code) - Number(b.code))
