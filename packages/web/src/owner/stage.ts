import { useEffect } from 'react'

import { createStore, useStore } from '../ui/store.ts'

/** Where in the answer the owner is. */
export type Stage = (typeof stages)[number]

const stages = ['card', 'pick', 'copies', 'goes', 'send', 'closed', 'done'] as const

const stage = createStore<Stage>('card')

export function useStage(): Stage {
  return useStore(stage)
}

/** Stages that the browser's own "back" leaves as it leaves a page. */
const steps: ReadonlySet<Stage> = new Set(['pick', 'copies', 'goes'])

export function goTo(next: Stage): void {
  if (steps.has(next)) history.pushState({ stage: next }, '')
  show(next)
}

function show(next: Stage): void {
  stage.set(next)
  scrollTo({ top: 0 })
}

/** One step back, as the browser's own button does. */
export function goBack(): void {
  history.back()
}

/** Follows the browser's back and forward; nothing leads back from what was sent or closed. */
export function useBrowserSteps(): void {
  useEffect(() => {
    function follow({ state }: PopStateEvent): void {
      const current = stage.get()
      if (current !== 'card' && !steps.has(current)) return
      show(stageIn(state))
    }
    addEventListener('popstate', follow)
    return () => {
      removeEventListener('popstate', follow)
    }
  }, [])
}

function stageIn(state: unknown): Stage {
  const named = typeof state === 'object' && state !== null && 'stage' in state ? state.stage : null
  return stages.find((one) => one === named) ?? 'card'
}
