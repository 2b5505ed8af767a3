import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import { hashOf, parseHash, type Route } from './route.ts'

export interface ScreenState {
  route: Route
  /** What lies over the screen; one at a time. */
  over: Over | undefined
  /** A record was opened from the palette, by whoever is signed in. */
  hasFound: boolean
  /** Whose records are on screen: server, company and person in one; undefined when nobody is signed in. */
  account: string | undefined
  /** The company whose account is being opened. */
  switching: string | undefined
}
export type Over = 'palette' | 'help' | 'report'

const initial: ScreenState = {
  route: { screen: 'home' },
  over: undefined,
  hasFound: false,
  account: undefined,
  switching: undefined,
}

/** What the window shows; never a record's values. */
export const screenSlice = createSlice({
  name: 'screen',
  initialState: initial,
  reducers: {
    /** The address bar changed: the only way the route changes (see syncRoute). */
    hashChanged: (state, { payload }: PayloadAction<string>) => {
      const route = parseHash(payload)
      // A list that writes what was typed into its address does not close the palette that was opened meanwhile.
      if (placeOf(route) !== placeOf(state.route)) state.over = undefined
      state.route = route
    },
    opened: (state, { payload }: PayloadAction<Over>) => {
      state.over = payload
    },
    toggled: (state, { payload }: PayloadAction<Over>) => {
      state.over = state.over === payload ? undefined : payload
    },
    closed: state => {
      state.over = undefined
    },
    found: state => {
      state.hasFound = true
    },
    accountChanged: (state, { payload }: PayloadAction<string | undefined>) => {
      if (payload !== state.account) state.hasFound = false
      state.account = payload
    },
    /** Every screen is taken down until the other account is there; undefined: it is, or could not be opened. */
    switchingTo: (state, { payload }: PayloadAction<string | undefined>) => {
      state.switching = payload
    },
  },
})
/** Where a route is, whatever it filters by there. */
const placeOf = (route: Route): string => hashOf(route).split('?', 1)[0] ?? ''

export const { hashChanged, opened, toggled, closed, found, accountChanged, switchingTo } = screenSlice.actions
