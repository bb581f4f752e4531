import { Button, Progress, Stack } from '@mantine/core'
import { hubApi } from '@porchlight/owner'
import type { ZipView } from '@porchlight/owner'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote, Waiting } from '../ui/fault.tsx'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { ChooseFile } from './choose-file.tsx'
import { isZone, Shown, useNaming, ZoneOf } from './naming.tsx'
import { goTo } from './place.ts'
import { sendZip } from './send-zip.ts'

/** The zip that ring.com gives: sent to the hub's machine, and nowhere else. */
export function RingForm(): ReactElement {
  const [name, setName] = useState('')
  const [part, setPart] = useState(0)
  const sent = useMutation({
    mutationFn: async (file: File) => {
      setName(file.name)
      setPart(0)
      return await sendZip(file, setPart)
    },
  })
  return (
    <Stack gap="md">
      <p>{m.hub_ring_lead()}</p>
      <ol className="hb-steps">
        <li>{m.hub_ring_step_history()}</li>
        <li>{m.hub_ring_step_download()}</li>
        <li>{m.hub_ring_step_choose()}</li>
      </ol>
      <ChooseFile
        large
        label={m.hub_ring_choose()}
        accept=".zip,application/zip"
        quiet={sent.data !== undefined}
        loading={sent.isPending}
        onFile={(file) => {
          sent.mutate(file)
        }}
      />
      {sent.isPending && (
        <>
          <Waiting words={part < 1 ? m.hub_ring_sending() : m.hub_ring_unpacking()} />
          <Progress value={part * 100} aria-label={m.hub_ring_sending()} />
        </>
      )}
      <FaultNote error={sent.error} />
      {sent.data !== undefined && <Received key={sent.data.zip} zip={sent.data} name={name} />}
    </Stack>
  )
}

/** What was in it, and what only the owner can say of it. */
function Received({ zip, name }: { readonly zip: ZipView; readonly name: string }): ReactElement {
  const add = useAct(hubApi.addSource, () => {
    goTo({ screen: 'home' })
  })
  const { videos, saved, grammar, example } = zip
  const naming = useNaming({ grammar, example })
  const { zone, teaches, learn } = naming
  return (
    <Stack gap="md">
      <output>{m.hub_ring_found({ count: videos, name })}</output>
      {saved > 0 && <p className="pl-note">{m.hub_ring_saved({ count: saved })}</p>}
      {example !== null && (
        <>
          {teaches && (
            <Shown
              naming={naming}
              label={m.hub_ring_teach({ example })}
              description={m.hub_folder_teach_text()}
            />
          )}
          <ZoneOf
            naming={naming}
            label={m.hub_ring_zone()}
            description={m.hub_ring_zone_text({ example })}
          />
          <p className="pl-soft">{m.hub_ring_mark()}</p>
          <FaultNote error={add.error} />
          <Button
            size="lg"
            disabled={(teaches && learn === null) || !isZone(zone)}
            loading={add.isPending}
            onClick={() => {
              const source = { kind: 'ring-zip', zip: zip.zip, name, zone, learn } as const
              add.mutate({ source })
            }}
          >
            {m.hub_ring_take()}
          </Button>
        </>
      )}
    </Stack>
  )
}
