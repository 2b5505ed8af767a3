/**
 * Tells when time has passed that this process did not live through: the machine slept, or its clock was set. Some systems
 * count sleep in the monotonic clock and some only in the calendar's, so both are looked at.
 */
export function watchClock(settings: { now(): number; every?: number; jumped(): void }): () => void {
  const { now, every = 2_000, jumped } = settings
  let [wall, steady] = [now(), performance.now()]
  const timer = setInterval(() => {
    const [wallNow, steadyNow] = [now(), performance.now()]
    // A busy machine is late by seconds as well; what follows a jump costs one ping, so a false one does no harm.
    const isJump = Math.abs(wallNow - wall - every) > allowance || steadyNow - steady - every > allowance
    wall = wallNow
    steady = steadyNow
    if (isJump) jumped()
  }, every)
  timer.unref()
  return () => clearInterval(timer)
}
const allowance = 8_000
