import type { FolderView } from '@porchlight/owner'
import type { ReactElement } from 'react'

import { m } from '../words/messages.js'

/** The folders of the machine, one inside the other; only names are read. */
export function FolderList({
  folder: { path, parent, folders, videos, below },
  onOpen,
}: {
  readonly folder: FolderView
  readonly onOpen: (path: string) => void
}): ReactElement {
  return (
    <section aria-label={m.hub_folders()}>
      <p className="hb-path">
        <strong>{path}</strong>
      </p>
      <ul className="hb-folders">
        {parent !== null && (
          <li>
            <button
              type="button"
              onClick={() => {
                onOpen(parent)
              }}
            >
              {m.hub_folder_up()}
            </button>
          </li>
        )}
        {folders.map((name) => (
          <li key={name}>
            <button
              type="button"
              onClick={() => {
                onOpen(`${path === '/' ? '' : path}/${name}`)
              }}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
      <p className="pl-soft">
        {m.hub_folder_videos({ count: videos })}
        {below.videos > 0 && <br />}
        {below.videos > 0 && belowText(below)}
      </p>
    </section>
  )
}

/** A recorder keeps a folder for each day: what is taken is all of them. */
function belowText({ videos: count, all }: FolderView['below']): string {
  return all ? m.hub_folder_below({ count }) : m.hub_folder_below_least({ count })
}
