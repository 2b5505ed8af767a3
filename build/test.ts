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

/**
 * `npm test`: everything that CI runs. Meant to take less than 20 minutes on two cores; a machine with other work gets 80,
 * since a stage that is ended tells nothing. The last line is `N passed, N failed`.
 */
await runStages([types, lint, format, boundaries, unit, integration, convergence, screens, journeys], { minutes: 80 })
