import type { Instant } from '@porchlight/core'
import { useEffect, useState } from 'react'

import { now } from '../../ui/clock.ts'

const minuteMillis = 60_000

/** The time, anew every minute: what is counted down moves though nothing else on the screen does. */
export function useMinute(): Instant {
  const [at, setAt] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => {
      setAt(now())
    }, minuteMillis)
    return () => {
      clearInterval(timer)
    }
  }, [])
  return at
}
