import { createContext } from 'react'
import type { RecordKey } from '../../../../shared/record.ts'

/** The record that the fields below belong to; undefined where it does not exist yet, or they are of none. */
export const FieldRecord = createContext<RecordKey | undefined>(undefined)
