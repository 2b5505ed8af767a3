import { useRef } from 'react'
import { sameValue } from '../../../../shared/value.ts'

/** The value of the drawing before as long as it says the same: an address that is read anew asks for nothing anew. */
export function useSame<T>(value: T): T {
  const last = useRef(value)
  if (!sameValue(last.current, value)) last.current = value
  return last.current
}
