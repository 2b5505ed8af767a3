import type { SyntheticEvent } from 'react'

const stop = (event: SyntheticEvent) => event.stopPropagation()

/**
 * For what floats over another floating thing (options over a filter, a calendar over a form of many): it stands
 * elsewhere in the document, and a click in it must not count as one outside of what lies below and close that.
 */
export const staysInside = { onMouseDown: stop, onTouchStart: stop }
