import { type RowDrag, useRowDrag } from '../../ui/useRowDrag.ts'
import { type Plan, type PlannedSection, placed } from './plan.ts'

/** For a place in a section: that of its field so manieth, or its end. */
export type FieldDrag = (
  section: PlannedSection,
  at: number,
) => { row: ReturnType<RowDrag['row']>; grip: ReturnType<RowDrag['grip']> }

/** Fields are dragged within their sections and from one to another, and land above the one that they are let go over. */
export function useFieldDrag(plan: Plan, onChange: (plan: Plan) => void): FieldDrag {
  const places = plan.flatMap(section => [...section.fields, undefined].map((field, at) => ({ section, field, at })))
  const drag = useRowDrag(
    (from, to) => {
      const [source, target] = [places[from], places[to]]
      if (!source?.field || !target) return
      // Without the dragged one, what stands below it moves up.
      const isBelow = source.section === target.section && source.at < target.at
      onChange(placed(plan, source.field.name, target.section.name, isBelow ? target.at - 1 : target.at))
    },
    () => 'above',
  )
  return (section, at) => {
    const place = places.findIndex(one => one.section === section && one.at === at)
    return { row: drag.row(place), grip: drag.grip(place) }
  }
}
