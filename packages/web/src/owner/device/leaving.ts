import { useEffect } from 'react'

import { useClips } from '../clips/clips.ts'
import { useStage } from '../stage.ts'

/** Asks before the tab is closed while there is work in it that would be lost. */
export function useWarnBeforeLeaving(): void {
  const clips = useClips()
  const stage = useStage()
  const loses = clips.length > 0 && stage !== 'closed'
  useEffect(() => {
    if (!loses) return undefined
    function warn(event: BeforeUnloadEvent): void {
      event.preventDefault()
    }
    addEventListener('beforeunload', warn)
    return () => {
      removeEventListener('beforeunload', warn)
    }
  }, [loses])
}
