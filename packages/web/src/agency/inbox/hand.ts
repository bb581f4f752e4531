import { ClipName, SubmissionId } from '@porchlight/core'
import type { DeclineReason } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import type { RefObject } from 'react'

import type { Decision } from './decision.ts'
import { saveClip } from './download.ts'
import { cardBeyond } from './grid-move.ts'
import type { Inbox } from './inbox.ts'
import { noteFieldId } from './note-field.tsx'
import { isAt, nextUndecided } from './selection.ts'
import type { ClipAt, ClipKey } from './selection.ts'
import { useShortcuts } from './shortcuts.ts'

type Dialog = 'decline' | 'help'

/** What is selected, and what a hand or a key does with it. */
export interface Hand {
  readonly selected: ClipKey | null
  readonly dialog: Dialog | null
  readonly video: RefObject<HTMLVideoElement | null>
  /** By the name of its card. */
  readonly select: (name: string) => void
  readonly unselect: () => void
  readonly accept: () => void
  readonly askReason: () => void
  readonly decline: (reason: DeclineReason) => void
  /** Saves the selected clip, once the log says so. */
  readonly save: () => void
  readonly saving: boolean
  /** Why it could not be saved; null where it could. */
  readonly saveError: unknown
  readonly askHelp: () => void
  readonly closeDialog: () => void
}

export function useHand(inbox: Inbox, clips: readonly ClipAt[]): Hand {
  const { selected, select, unselect, go } = useSelection()
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const video = useRef<HTMLVideoElement>(null)
  const saving = useMutation({ mutationFn: async (at: ClipAt) => await saveClip(inbox, at) })
  function decide(decision: Decision): void {
    setDialog(null)
    if (selected === null) return
    inbox.decide(selected.id, { ...decision, clip: selected.name })
    const next = nextUndecided(clips, selected)
    if (next !== null) go(cardOf(next))
  }
  const hand: Hand = {
    selected,
    dialog,
    video,
    select,
    unselect,
    accept() {
      decide({ action: 'accepted' })
    },
    askReason() {
      if (selected !== null) setDialog('decline')
    },
    decline(reason) {
      decide({ action: 'declined', reason })
    },
    save() {
      const at = clips.find((clip) => isAt(clip, selected))
      if (at !== undefined) saving.mutate(at)
    },
    saving: saving.isPending,
    saveError: saving.error,
    askHelp() {
      setDialog('help')
    },
    closeDialog() {
      setDialog(null)
    },
  }
  useKeys(hand, go)
  return hand
}

function useSelection(): Pick<Hand, 'selected' | 'select' | 'unselect'> & {
  readonly go: (card: HTMLElement | null) => void
} {
  const [selected, setSelected] = useState<ClipKey | null>(null)
  const select = useCallback((name: string) => {
    setSelected(keyIn(name))
  }, [])
  return {
    selected,
    select,
    unselect() {
      setSelected(null)
    },
    go(card) {
      if (card === null) return
      select(card.dataset['clip'] ?? '')
      card.focus()
      card.scrollIntoView({ block: 'nearest' })
    },
  }
}

const arrows = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const

function useKeys(
  { selected, video, accept, askReason, save, askHelp }: Hand,
  go: (card: HTMLElement | null) => void,
): void {
  function play(): void {
    togglePlay(video.current)
  }
  function move(key: string): void {
    const from = selected === null ? null : cardOf(selected)
    go(from === null ? document.querySelector<HTMLElement>('[data-clip]') : cardBeyond(from, key))
  }
  const moves = arrows.map((key) => [key, move.bind(null, key)] as const)
  useShortcuts(
    new Map<string, () => void>([
      ...moves,
      [' ', play],
      ['Enter', play],
      ['a', accept],
      ['d', askReason],
      ['n', focusNote],
      ['s', save],
      ['?', askHelp],
    ]),
  )
}

function focusNote(): void {
  document.getElementById(noteFieldId)?.focus()
}

/** Before a clip is selected there is nothing to play. */
function togglePlay(video: HTMLVideoElement | null): void {
  if (video === null) return
  if (video.paused) void video.play()
  else video.pause()
}

function cardOf({ id, name }: ClipKey): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-clip="${id} ${name}"]`)
}

function keyIn(card: string): ClipKey | null {
  const [id, name] = card.split(' ')
  const key = { id: SubmissionId.safeParse(id).data, name: ClipName.safeParse(name).data }
  return key.id === undefined || key.name === undefined ? null : { id: key.id, name: key.name }
}
