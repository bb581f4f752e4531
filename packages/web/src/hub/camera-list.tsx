import type { CameraView } from '@porchlight/owner'
import type { ReactElement } from 'react'

import { useLanguage } from '../ui/language.tsx'
import { m } from '../words/messages.js'
import { addressOf } from './place.ts'
import { clockText } from './words.ts'

/** Every camera that the recordings are of, and whether it has a place on the map. */
export function CameraList({ cameras }: { readonly cameras: readonly CameraView[] }): ReactElement {
  const { language } = useLanguage()
  if (cameras.length === 0) return <p>{m.hub_cameras_none()}</p>
  return (
    <ul className="hb-list">
      {cameras.map(({ id, name, view, clips, newest }) => (
        <li key={id} className="hb-row">
          <div>
            <h3 className="hb-name">{name}</h3>
            <p className="pl-soft">
              {newest === null
                ? m.hub_camera_empty()
                : m.hub_camera_clips({ count: clips, newest: clockText(newest, language) })}
            </p>
          </div>
          <a href={addressOf({ screen: 'camera', camera: id })} className="hb-action">
            {view === null ? m.hub_camera_place() : m.hub_camera_change()}
          </a>
        </li>
      ))}
    </ul>
  )
}
