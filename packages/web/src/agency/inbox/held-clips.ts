import type { ClipName, SubmissionId } from '@porchlight/core'

import type { ClipOpening } from './inbox-state.ts'

/** More plaintext than this is not kept at once; the browser puts most of it on disk. */
const maxHeldBytes = 2 * 1024 ** 3

interface Held {
  readonly id: SubmissionId
  readonly key: string
  readonly bytes: number
  readonly letGo: () => void
}

/** The plaintext on this page. Beyond the limit the clip that was opened first is put away. */
export class HeldClips {
  readonly #onPutAway: (id: SubmissionId, name: ClipName) => void
  readonly #posters: string[] = []
  #held: readonly Held[] = []

  constructor(onPutAway: (id: SubmissionId, name: ClipName) => void) {
    this.#onPutAway = onPutAway
  }

  hold(
    { id, name }: { readonly id: SubmissionId; readonly name: ClipName },
    clip: Blob,
    poster: Blob | null,
  ): ClipOpening {
    const url = URL.createObjectURL(clip)
    const key = `${id} ${name}`
    const letGo = (): void => {
      URL.revokeObjectURL(url)
      this.#onPutAway(id, name)
    }
    this.#held = [
      ...this.#held.filter((held) => held.key !== key),
      { id, key, bytes: clip.size, letGo },
    ]
    this.#makeRoom()
    return { kind: 'open', clip: { blob: clip, url }, poster: this.#posterUrl(poster) }
  }

  /** Lets all clips of a submission go. */
  forget(id: SubmissionId): void {
    for (const held of this.#held) if (held.id === id) held.letGo()
    this.#held = this.#held.filter((held) => held.id !== id)
  }

  end(): void {
    for (const { letGo } of this.#held) letGo()
    for (const url of this.#posters) URL.revokeObjectURL(url)
    this.#held = []
  }

  #makeRoom(): void {
    let bytes = this.#held.reduce((sum, held) => sum + held.bytes, 0)
    while (bytes > maxHeldBytes && this.#held.length > 1) {
      const [first, ...rest] = this.#held
      this.#held = rest
      bytes -= first?.bytes ?? 0
      first?.letGo()
    }
  }

  #posterUrl(poster: Blob | null): string | null {
    if (poster === null) return null
    const url = URL.createObjectURL(poster)
    this.#posters.push(url)
    return url
  }
}
