import { ALL_FORMATS, BlobSource, Input } from 'mediabunny'
import { useEffect, useState } from 'react'
import type { ReactElement } from 'react'

import { picturesAt } from './pictures.ts'

const stillWidth = 640

/** One moment of a clip that this browser decodes but does not play, such as a transport stream. */
export function StillPicture({
  file,
  at,
}: {
  readonly file: Blob
  readonly at: number
}): ReactElement {
  const [picture, setPicture] = useState<string>()
  useEffect(() => {
    let wanted = true
    async function draw(): Promise<void> {
      const made = await stillAt(file, at)
      if (made !== undefined && wanted) setPicture(made)
    }
    draw().catch(() => {
      setPicture(undefined)
    })
    return () => {
      wanted = false
    }
  }, [file, at])
  useEffect(
    () => () => {
      if (picture !== undefined) URL.revokeObjectURL(picture)
    },
    [picture],
  )
  return picture === undefined ? (
    <span className="pl-clip-picture" />
  ) : (
    <img className="pl-clip-picture" src={picture} alt="" />
  )
}

async function stillAt(file: Blob, at: number): Promise<string | undefined> {
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (track === null) return undefined
    return (await picturesAt(track, [at], stillWidth))[0]
  } finally {
    input.dispose()
  }
}
