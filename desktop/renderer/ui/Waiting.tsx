import { Loader } from '@mantine/core'
import { useEffect, useState } from 'react'
import styles from './Waiting.module.css'

/** For what comes from the server: nothing for a moment, then that it is on its way. Local data never waits. */
export function Waiting({ label }: { label: string }) {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className={styles.root} role="status">
      {isSlow && (
        <>
          <Loader size={16} color="gray" aria-hidden />
          {label}
        </>
      )}
    </div>
  )
}
