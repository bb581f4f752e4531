import { Button, Group, Slider, Stack, Text } from '@mantine/core'
import { hubApi } from '@porchlight/owner'
import type { CameraView, DrawnBox, HubView, OpenedView } from '@porchlight/owner'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { BoxLayer } from '../ui/clip/box-layer.tsx'
import { timeText } from '../ui/clip/time-text.ts'
import { Answered, FaultNote } from '../ui/fault.tsx'
import { queryClient } from '../ui/query-client.ts'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { HubPage } from './hub-page.tsx'
import { useOpened } from './opened.ts'
import { goOn } from './place.ts'

/** What is hidden in every picture of a camera: drawn on one of its pictures, which is fetched when it is asked for. */
export function MasksScreen({
  view,
  camera: id,
  clip,
}: {
  readonly view: HubView
  readonly camera: string
  readonly clip: string | null
}): ReactElement {
  const camera = view.cameras.find((one) => one.id === id)
  if (camera === undefined)
    return (
      <HubPage title={m.hub_masks_title()} back={{ screen: 'home' }}>
        <p>{m.hub_camera_gone()}</p>
      </HubPage>
    )
  return (
    <HubPage
      title={m.hub_masks_of({ camera: camera.name })}
      lead={m.hub_masks_lead()}
      back={{ screen: 'camera', camera: id }}
    >
      {clip === null ? (
        <OpenOne camera={camera} />
      ) : (
        <Drawing key={clip} camera={camera} clip={clip} />
      )}
    </HubPage>
  )
}

function OpenOne({ camera: { id, clips } }: { readonly camera: CameraView }): ReactElement {
  const newest = useAct(hubApi.newestClip, ({ clip }) => {
    if (clip !== null) goOn({ screen: 'masks', camera: id, clip })
  })
  if (clips === 0) return <p className="pl-note">{m.hub_masks_none()}</p>
  return (
    <Stack gap="md">
      <p>{m.hub_masks_open_text()}</p>
      <FaultNote error={newest.error} />
      <Button
        size="lg"
        loading={newest.isPending}
        onClick={() => {
          newest.mutate({ camera: id })
        }}
      >
        {m.hub_masks_open()}
      </Button>
    </Stack>
  )
}

function Drawing({
  camera,
  clip,
}: {
  readonly camera: CameraView
  readonly clip: string
}): ReactElement {
  const opened = useOpened(clip)
  return (
    <Answered asked={opened}>
      {(found) => <Masks camera={camera} clip={clip} media={found.media} />}
    </Answered>
  )
}

/** They have no times; the boxes that are drawn over a picture have. */
function drawn(box: CameraView['masks'][number]): DrawnBox {
  return { from: 0, to: Infinity, keyFrames: [{ at: 0, box }] }
}

function Masks({
  camera,
  clip,
  media,
}: {
  readonly camera: CameraView
  readonly clip: string
  readonly media: OpenedView['media']
}): ReactElement {
  const [boxes, setBoxes] = useState<readonly DrawnBox[]>(camera.masks.map(drawn))
  const [at, setAt] = useState(0)
  const save = useAct(hubApi.setCamera, () => {
    // a clip that is open shows them from now on
    void queryClient.invalidateQueries({ queryKey: ['opened'] })
    history.back()
  })
  const length = Math.max(0, Math.floor((media.seconds ?? 0) - 1))
  const masks = boxes.flatMap(({ keyFrames }) => keyFrames.slice(-1).map(({ box }) => box))
  return (
    <Stack gap="md">
      <BoxLayer moves={false} boxes={boxes} at={0} onBoxes={setBoxes}>
        <img
          src={`/api/hub/picture/${clip}/${String(at * 1000)}`}
          alt={m.hub_masks_picture({ camera: camera.name })}
        />
      </BoxLayer>
      {length > 0 && (
        <div>
          <Group justify="space-between">
            <Text fw={600}>{m.hub_masks_moment()}</Text>
            <Text>{timeText(at)}</Text>
          </Group>
          <Slider
            label={null}
            thumbLabel={m.hub_masks_moment()}
            thumbSize={28}
            size="lg"
            min={0}
            max={length}
            defaultValue={0}
            onChangeEnd={setAt}
          />
        </div>
      )}
      <FaultNote error={save.error} />
      <Button
        size="lg"
        loading={save.isPending}
        disabled={masks.length > maxMasks}
        onClick={() => {
          const { id, view: place, clock } = camera
          save.mutate({ camera: id, view: place, masks: [...masks], clock })
        }}
      >
        {m.hub_masks_save({ count: masks.length })}
      </Button>
      <p className="pl-soft">{m.hub_masks_save_text()}</p>
    </Stack>
  )
}

/** As many as the hub keeps for one camera. */
const maxMasks = 20
