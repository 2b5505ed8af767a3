import type { ComponentType } from 'react'
import { NextContactsCard } from './crm/NextContactsCard.tsx'
import { FavouritesCard } from './favourites/FavouritesCard.tsx'
import { MyWorkCard } from './teamwork/MyWorkCard.tsx'
import { taskKind } from './teamwork/taskLists.ts'
import { FirstSteps } from './tour/FirstSteps.tsx'

/** What modules put on the home screen, in this order. */
export const mainCards: readonly ComponentType[] = [FirstSteps, MyWorkCard]
export const sideCards: readonly ComponentType[] = [NextContactsCard, FavouritesCard]

/** Kinds that a card of their own tells of; the general cards leave them out. */
export const hasOwnCard = (kind: string): boolean => kind === taskKind
