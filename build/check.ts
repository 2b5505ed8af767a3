import { boundaries, format, lint, runStages, types, unit } from './stages.ts'

/** `npm run check`: what a developer runs before a commit. */
await runStages([types, lint, format, boundaries, unit], { minutes: 15 })
