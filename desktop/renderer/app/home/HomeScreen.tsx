import { useTranslation } from 'react-i18next'
import { intlLocale } from '../../../../shared/numbers.ts'
import { useSession } from '../../data/hooks.ts'
import { mainCards, sideCards } from '../../features/homeCards.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../ui/useNow.ts'
import { useModules } from '../modules.ts'
import { NothingScreen } from '../problems/ProblemScreens.tsx'
import { AssignedCard } from './AssignedCard.tsx'
import { HomeStatus } from './HomeStatus.tsx'
import styles from './home.module.css'
import { RecentCard } from './RecentCard.tsx'

/** The day: what is to be done, who is to be called, what is new, and how things stand. */
export function HomeScreen() {
  const { t } = useTranslation('work')
  const { language, zone } = useFormat()
  const now = useNow()
  const isKnown = useSession()?.viewer !== undefined
  const { main } = useModules()
  if (!isKnown) return null
  if (main.length === 0) return <NothingScreen />
  const date = new Intl.DateTimeFormat(intlLocale[language], { timeZone: zone, dateStyle: 'full' }).format(now)
  // It stands alone, and French begins it with a small letter.
  const heading = date.charAt(0).toLocaleUpperCase(language) + date.slice(1)
  return (
    <>
      <header className={styles.head}>
        <div>
          <h1 className={styles.title}>{t('home.title')}</h1>
          <p className={styles.date}>{heading}</p>
        </div>
        <HomeStatus />
      </header>
      <div className={styles.cards}>
        <div className={styles.side}>
          {mainCards.map(Card => (
            <Card key={Card.name} />
          ))}
        </div>
        <div className={styles.side}>
          {sideCards.map(Card => (
            <Card key={Card.name} />
          ))}
          <AssignedCard />
          <RecentCard />
        </div>
      </div>
    </>
  )
}
