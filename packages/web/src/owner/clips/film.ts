import { useEffect, useState } from 'react'

import type { Stretch } from '../../ui/clip/trim.ts'
import { filmOf } from './pictures.ts'

/** As many pictures as fit on a phone and still show what happens. */
export const filmPictures = 10

/** The pictures of a filmstrip, as they come; their memory is freed when the strip is gone. */
export function useFilm(file: File, { from, to }: Stretch): readonly string[] {
  const [pictures, setPictures] = useState<readonly string[]>([])
  useEffect(() => {
    const stop = new AbortController()
    const drawn: string[] = []
    function told(picture: string): void {
      drawn.push(picture)
      setPictures([...drawn])
    }
    filmOf(file, { from, to }, { count: filmPictures, told, signal: stop.signal }).catch(() => {
      // a clip that decodes for a while only: the strip stays grey from there
      setPictures([...drawn])
    })
    return () => {
      stop.abort()
      for (const picture of drawn) URL.revokeObjectURL(picture)
    }
  }, [file, from, to])
  return pictures
}
