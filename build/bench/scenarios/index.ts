import type { Scenario } from '../bench.ts'
import { bulk } from './bulk.ts'
import { catchUp } from './catchUp.ts'
import { demo } from './demo.ts'
import { fanOut } from './fanOut.ts'
import { firstSync } from './firstSync.ts'
import { lists } from './lists.ts'
import { push } from './push.ts'
import { reassign } from './reassign.ts'
import { reconnect } from './reconnect.ts'
import { roleChange } from './roleChange.ts'
import { screen } from './screen.ts'
import { sizing } from './sizing.ts'
import { start } from './start.ts'

/** In this order: what is alone on the machine first, then everybody connected to one server. */
export const scenarios: Scenario[] = [
  { name: 'lists', run: lists },
  { name: 'start', run: start },
  { name: 'screen', run: screen },
  { name: 'demo', run: demo },
  { name: 'sizing', run: sizing },
  { name: 'firstSync', run: firstSync },
  { name: 'push', run: push },
  { name: 'fanOut', run: fanOut },
  { name: 'catchUp', run: catchUp },
  { name: 'bulk', run: bulk },
  { name: 'reassign', run: reassign },
  { name: 'roleChange', run: roleChange },
  { name: 'reconnect', run: reconnect },
]
