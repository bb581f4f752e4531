import { useEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'

import type { PlayerProps } from './player.tsx'

/** Closer than this the player is where it should be. */
const nearSeconds = 0.02

interface Playing {
  readonly video: RefObject<HTMLVideoElement | null>
  readonly playing: boolean
  readonly toggle: () => void
  readonly events: {
    readonly onPlay: () => void
    readonly onPause: () => void
    readonly onLoadedMetadata: () => void
  }
}

/** A video element that plays from start to end of what is kept, and tells where it is. */
export function usePlaying({
  file,
  kept,
  at,
  onAt,
}: Pick<PlayerProps, 'at' | 'file' | 'kept' | 'onAt'>): Playing {
  const video = useRef<HTMLVideoElement>(null)
  const [playing, setPlaying] = useState(false)
  useEffect(() => {
    const address = URL.createObjectURL(file)
    if (video.current !== null) video.current.src = address
    return () => {
      URL.revokeObjectURL(address)
    }
  }, [file])
  useEffect(() => {
    const player = video.current
    if (player?.paused === true) seek(player, at)
  }, [at])
  useEffect(() => {
    if (!playing) return undefined
    let frame = requestAnimationFrame(follow)
    function follow(): void {
      const player = video.current
      if (player === null) return
      onAt(Math.min(player.currentTime, kept.to))
      if (player.currentTime >= kept.to) player.pause()
      frame = requestAnimationFrame(follow)
    }
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [playing, kept.to, onAt])
  return {
    video,
    playing,
    toggle: () => {
      const player = video.current
      if (playing) player?.pause()
      else if (player !== null)
        play(player, at < kept.from || at >= kept.to - nearSeconds ? kept.from : at)
    },
    events: {
      onPlay: () => {
        setPlaying(true)
      },
      onPause: () => {
        setPlaying(false)
      },
      onLoadedMetadata: () => {
        if (video.current !== null) seek(video.current, at)
      },
    },
  }
}

function seek(player: HTMLVideoElement, at: number): void {
  if (Math.abs(player.currentTime - at) > nearSeconds) player.currentTime = at
}

function play(player: HTMLVideoElement, from: number): void {
  seek(player, from)
  player.play().catch(() => {
    // refused where the tab may not play yet, or paused at once: the button says so
    player.pause()
  })
}
