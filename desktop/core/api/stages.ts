import { tonightAnswer, tonightRequest } from '../../../shared/rules/stageRules.ts'
import { call } from './define.ts'

/** What the server alone can say of a company's stage rules. Part of the table in functions.ts. */
export const stageFunctions = {
  /** For administrators. Throws network.offline, server.unavailable, permission.denied. */
  'stages.tonight': call(tonightRequest, tonightAnswer),
}
