import type { Choice } from '../../fields.ts'
import { label } from '../../labels.ts'

/** O-095..O-100 and what a Turkish office adds. */
export const sources = {
  google: { label: label('Google', 'Google', 'Google', 'Google') },
  meta: { label: label('Meta', 'Meta', 'Meta', 'Meta') },
  whatsapp: { label: label('WhatsApp', 'WhatsApp', 'WhatsApp', 'WhatsApp') },
  webForm: { label: label('Web formu', 'Web form', 'Webformular', 'Formulaire web') },
  fair: { label: label('Fuar', 'Trade fair', 'Messe', 'Salon') },
  referral: { label: label('Referans', 'Referral', 'Empfehlung', 'Recommandation') },
  phone: { label: label('Telefon', 'Phone', 'Telefon', 'Téléphone') },
  visit: { label: label('Ziyaret', 'Visit', 'Besuch', 'Visite') },
  other: { label: label('Diğer', 'Other', 'Sonstige', 'Autre') },
} satisfies Record<string, Choice>

export const sectors = {
  machinery: { label: label('Makine', 'Machinery', 'Maschinenbau', 'Machines') },
  production: { label: label('Üretim', 'Production', 'Produktion', 'Production') },
  construction: { label: label('İnşaat', 'Construction', 'Bauwesen', 'Construction') },
  textile: { label: label('Tekstil', 'Textiles', 'Textil', 'Textile') },
  food: { label: label('Gıda', 'Food', 'Lebensmittel', 'Alimentation') },
  automotive: { label: label('Otomotiv', 'Automotive', 'Automobil', 'Automobile') },
  health: { label: label('Sağlık', 'Health', 'Gesundheit', 'Santé') },
  software: { label: label('Yazılım', 'Software', 'Software', 'Logiciel') },
  logistics: { label: label('Lojistik', 'Logistics', 'Logistik', 'Logistique') },
  tourism: { label: label('Turizm', 'Tourism', 'Tourismus', 'Tourisme') },
  energy: { label: label('Enerji', 'Energy', 'Energie', 'Énergie') },
  agriculture: { label: label('Tarım', 'Agriculture', 'Landwirtschaft', 'Agriculture') },
  chemistry: { label: label('Kimya', 'Chemicals', 'Chemie', 'Chimie') },
  furniture: { label: label('Mobilya', 'Furniture', 'Möbel', 'Ameublement') },
  retail: { label: label('Perakende', 'Retail', 'Einzelhandel', 'Commerce') },
  education: { label: label('Eğitim', 'Education', 'Bildung', 'Éducation') },
  finance: { label: label('Finans', 'Finance', 'Finanzen', 'Finance') },
  services: { label: label('Hizmet', 'Services', 'Dienstleistung', 'Services') },
} satisfies Record<string, Choice>
