/** The demo company of contract.md; its people's password is `demo-pergel`. */
export const demoCompany = { name: 'Anadolu Makina A.Ş.', zone: 'Europe/Istanbul', password: 'demo-pergel' } as const

export const demoTeams = { istanbul: 'İstanbul Satış', anadolu: 'Anadolu Satış', office: 'Merkez Ofis' } as const

/** Six built-in roles, sales twice in two teams. `weight`: how much of the data is theirs. */
export const demoPeople = [
  { email: 'admin@demo.pergel', name: 'Deniz Aydın', role: 'admin', team: 'office', weight: 1 },
  { email: 'satis@demo.pergel', name: 'Elif Kaya', role: 'sales', team: 'istanbul', weight: 45 },
  { email: 'satis2@demo.pergel', name: 'Murat Demir', role: 'sales', team: 'anadolu', weight: 40 },
  { email: 'operasyon@demo.pergel', name: 'Zeynep Şahin', role: 'operations', team: 'office', weight: 0 },
  { email: 'depo@demo.pergel', name: 'Hakan Çelik', role: 'warehouse', team: 'office', weight: 0 },
  { email: 'finans@demo.pergel', name: 'Sibel Öztürk', role: 'finance', team: 'office', weight: 0 },
  { email: 'yonetim@demo.pergel', name: 'Ahmet Işık', role: 'management', team: 'office', weight: 14 },
] as const
