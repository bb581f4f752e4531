import type { ReactElement } from 'react'

/** Pictures of a clip at equal distances, side by side; grey where they are still to come. */
export function Filmstrip({
  pictures,
  count,
}: {
  /** Addresses of images, in order; fewer than `count` while they are being drawn. */
  readonly pictures: readonly string[]
  readonly count: number
}): ReactElement {
  return (
    <div className="pl-film" aria-hidden="true">
      {Array.from({ length: count }, (_, at) => {
        const picture = pictures[at]
        return picture === undefined ? (
          <span key={at} />
        ) : (
          <img key={at} src={picture} alt="" draggable={false} />
        )
      })}
    </div>
  )
}
