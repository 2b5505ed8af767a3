import { ownField, person, role, team } from './adminDeeds.ts'
import {
  archive,
  assign,
  convert,
  create,
  edit,
  look,
  many,
  mend,
  move,
  openForm,
  saveOpenForm,
  settle,
  tag,
  undo,
} from './dailyDeeds.ts'
import type { Deed } from './deed.ts'
import { forge } from './forge.ts'

/** All that people do, by name. */
export const deeds = {
  create,
  edit,
  openForm,
  saveOpenForm,
  tag,
  archive,
  assign,
  move,
  convert,
  undo,
  settle,
  mend,
  forge,
  many,
  look,
  role,
  person,
  team,
  ownField,
} satisfies Record<string, Deed>
export type DeedName = keyof typeof deeds
