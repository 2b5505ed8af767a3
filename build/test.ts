import {
  boundaries,
  convergence,
  format,
  integration,
  journeys,
  lint,
  runStages,
  screens,
  types,
  unit,
} from './stages.ts'

/** `npm test`: everything that CI runs, within 20 minutes on two cores. The last line is `N passed, N failed`. */
await runStages([types, lint, format, boundaries, unit, integration, convergence, screens, journeys], { minutes: 20 })
