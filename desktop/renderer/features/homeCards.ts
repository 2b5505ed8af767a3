import type { ComponentType } from 'react'
import { NextContactsCard } from './crm/NextContactsCard.tsx'
import { FirstSteps } from './tour/FirstSteps.tsx'
import { MyWorkCard } from './work/MyWorkCard.tsx'
import { taskKind } from './work/taskLists.ts'

/** What modules put on the home screen, in this order. */
export const mainCards: readonly ComponentType[] = [FirstSteps, MyWorkCard]
export const sideCards: readonly ComponentType[] = [NextContactsCard]

/** Kinds that a card of their own tells of; the general cards leave them out. */
export const hasOwnCard = (kind: string): boolean => kind === taskKind
