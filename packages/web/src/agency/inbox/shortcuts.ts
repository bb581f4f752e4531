import { useEffect, useEffectEvent } from 'react'

/** What each key does; a key that is not here keeps its own meaning. */
export type Shortcuts = ReadonlyMap<string, () => void>

/** Keys for the whole screen. Silent while somebody types, a dialog is open, or a key goes with Ctrl. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const act = shortcuts.get(event.key)
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    if (isTaken(event.target, event.key)) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    document.addEventListener('keydown', press)
    return () => {
      document.removeEventListener('keydown', press)
    }
  }, [])
}

const taking = 'input, textarea, select, [contenteditable], [role="dialog"] *, [role="dialog"]'

/** Elements that make something of Enter and Space themselves. */
const pressed = 'button:not([data-clip]), a, summary, video'

function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false
  if (target.matches(taking)) return true
  const isPress = key === 'Enter' || key === ' '
  return (
    (isPress && target.matches(pressed)) || (key.startsWith('Arrow') && target.matches('video'))
  )
}
