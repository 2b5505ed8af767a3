/** The kinds of saved views, by who has them; for code that knows no kind by name. */
export const viewKinds = { mine: 'view', team: 'teamView', company: 'companyView' } as const
export type ViewScope = keyof typeof viewKinds
export const viewScopes = Object.keys(viewKinds) as readonly ViewScope[]
