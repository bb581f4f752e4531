import { Button, Radio, Stack, TextInput } from '@mantine/core'
import { hasNoTime, hubApi, isSavedName } from '@porchlight/owner'
import type { FolderView } from '@porchlight/owner'
import { call } from '@porchlight/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Answered, FaultNote } from '../ui/fault.tsx'
import { line } from '../ui/line.ts'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { FolderList } from './folder-list.tsx'
import { HubPage } from './hub-page.tsx'
import { isZone, Shown, useNaming, ZoneOf } from './naming.tsx'
import { goTo } from './place.ts'
import { RecorderForm } from './recorder-form.tsx'
import { RingForm } from './ring-form.tsx'

/** Where the recordings are: a folder of the machine that the hub runs on, or a recorder on the home network. */
export function SourceScreen({ first = false }: { readonly first?: boolean }): ReactElement {
  const [kind, setKind] = useState<(typeof kinds)[number]>('folder')
  return (
    <HubPage
      title={m.hub_source_title()}
      lead={m.hub_source_lead()}
      back={{ screen: first ? 'instance' : 'home' }}
    >
      <Stack gap="md">
        <fieldset className="hb-choices hb-kinds">
          <legend>{m.hub_source_kind()}</legend>
          {kinds.map((one) => (
            <Radio
              key={one}
              name="kind"
              label={kindNames[one]()}
              checked={kind === one}
              onChange={() => {
                setKind(one)
              }}
            />
          ))}
        </fieldset>
        {kind === 'folder' && <Folders />}
        {(kind === 'frigate' || kind === 'zoneminder') && <RecorderForm key={kind} kind={kind} />}
        {kind === 'ring' && <RingForm />}
      </Stack>
    </HubPage>
  )
}

const kinds = ['folder', 'frigate', 'zoneminder', 'ring'] as const

const kindNames = {
  folder: m.hub_source_kind_folder,
  frigate: () => 'Frigate',
  zoneminder: () => 'ZoneMinder',
  ring: () => 'Ring',
} as const

function Folders(): ReactElement {
  const [path, setPath] = useState<string | null>(null)
  const folder = useQuery({
    queryKey: ['folder', path],
    queryFn: async () => await call(line, hubApi.folders, { path }),
    placeholderData: keepPreviousData,
  })
  return (
    <Answered asked={folder}>
      {(found) => (
        <Stack gap="md">
          <p>{m.hub_folders_lead()}</p>
          <FolderList folder={found} onOpen={setPath} />
          <Chosen key={found.path} folder={found} />
        </Stack>
      )}
    </Answered>
  )
}

/** What is in the folder that is open, and the button that takes it. */
function Chosen({ folder }: { readonly folder: FolderView }): ReactElement {
  const [database, setDatabase] = useState('')
  const add = useAct(hubApi.addSource, () => {
    goTo({ screen: 'home' })
  })
  const { path, grammar, asksZone, example } = folder
  const naming = useNaming({ grammar, example })
  const { zone, teaches, learn } = naming
  const useless = uselessText(example, teaches)
  if (useless !== null || example === null) return <p className="pl-note">{useless}</p>
  return (
    <Stack gap="md">
      <p>
        {grammar === null
          ? m.hub_folder_unknown({ example })
          : m.hub_folder_known({ grammar, example })}
      </p>
      {teaches && (
        <Shown
          naming={naming}
          label={m.hub_folder_teach()}
          description={m.hub_folder_teach_text()}
        />
      )}
      {asksZone && (
        <ZoneOf
          naming={naming}
          label={m.hub_folder_zone()}
          description={m.hub_folder_zone_text()}
        />
      )}
      {grammar === 'motion' && <MotionDatabase path={database} onPath={setDatabase} />}
      <FaultNote error={add.error} />
      <Button
        size="lg"
        disabled={(teaches && learn === null) || (asksZone && !isZone(zone))}
        loading={add.isPending}
        onClick={() => {
          const named = database.trim() === '' ? {} : { database: database.trim() }
          add.mutate({ source: { kind: 'folder', path, zone, learn, ...named } })
        }}
      >
        {m.hub_folder_take()}
      </Button>
    </Stack>
  )
}

/** Why nothing can be made of a folder, by one of its names; null where something can. */
function uselessText(example: string | null, teaches: boolean): string | null {
  if (example === null) return m.hub_folder_empty()
  if (teaches && isSavedName(example)) return m.hub_folder_saved({ example })
  return teaches && hasNoTime(example) ? m.hub_folder_timeless({ example }) : null
}

/** In the folder it is found by itself. */
function MotionDatabase({
  path,
  onPath,
}: {
  readonly path: string
  readonly onPath: (path: string) => void
}): ReactElement {
  return (
    <TextInput
      label={m.hub_folder_database()}
      description={m.hub_folder_database_text()}
      value={path}
      autoCapitalize="none"
      onChange={({ currentTarget }) => {
        onPath(currentTarget.value)
      }}
    />
  )
}
