import { RecordsScreen } from '../records/RecordsScreen.tsx'
import { useRoute } from './navigation.ts'

export function App() {
  const route = useRoute()
  return 'kind' in route ? <RecordsScreen route={route} /> : null
}
