import type { ResultOf, StreamName } from '../../core/api/functions.ts'
import type { UpdateState } from '../../core/api/updates.ts'
import type { Scene } from './fakeScenes.ts'

const version = '1.4.0'
const size = 104_857_600

const states: Partial<Record<Scene, UpdateState>> = {
  updating: { state: 'loading', version, done: size * 0.38, total: size, isUrgent: false },
  updateReady: { state: 'ready', version, isUrgent: false, installsOnQuit: true },
  updateRefused: { state: 'failed', reason: 'signature', isUrgent: false },
  tooOld: { state: 'ready', version, isUrgent: true, installsOnQuit: true },
}

/** Newer versions of the app, as the scene has them; a restart only pretends. */
export function fakeUpdates(scene: Scene, emit: <N extends StreamName>(name: N, value: ResultOf<N>) => void) {
  emit('updates.state', states[scene] ?? { state: 'none' })
  return {
    'updates.check': () => ({}),
    'updates.restart': () => {
      emit('updates.state', { state: 'current' })
      return {}
    },
  }
}
