import { Button, Group, Stack, Text } from '@mantine/core'
import type { ReactElement } from 'react'

import { CopyLine } from '../../ui/copy-line.tsx'
import { m } from '../../words/messages.js'
import type { Look, PickedClip } from './clip.ts'
import { editClip } from './clips.ts'
import { SendOriginal } from './send-original.tsx'

/** A video that this browser cannot decode: says so, and the ways out. */
export function Undecodable({
  clip,
  look,
}: {
  readonly clip: PickedClip
  readonly look: Extract<Look, { readonly kind: 'undecodable' }>
}): ReactElement {
  const { media } = look
  if (clip.way === 'original')
    return (
      <Group gap="sm" mt="sm">
        <Button
          variant="outline"
          onClick={() => {
            editClip(clip.name, { way: 'copy' })
          }}
        >
          {m.owner_original_withdraw()}
        </Button>
      </Group>
    )
  return (
    <Stack gap="sm" mt="sm" align="flex-start">
      <Text c="bad">{m.owner_undecodable({ kind: formName(media.codec ?? media.type) })}</Text>
      <Text>{m.owner_undecodable_ways()}</Text>
      <ul className="pl-list">
        <li>{m.owner_undecodable_browser()}</li>
        <li>
          {m.owner_undecodable_computer()}
          <CopyLine text={sealCommand(clip.file.name)} label={m.owner_undecodable_command()} />
        </li>
        <li>{m.owner_undecodable_original()}</li>
      </ul>
      <SendOriginal clip={clip} look={look} />
    </Stack>
  )
}

/** The same answer from a computer. */
function sealCommand(fileName: string): string {
  const request = location.pathname.split('/').at(-1) ?? ''
  return `porchlight seal ${request} '${fileName.replaceAll("'", `'\\''`)}' --to ${location.origin}`
}

/** What people call a codec or a form of file. */
function formName(name: string): string {
  return names[name] ?? name.replace('video/', '').toUpperCase()
}

const names: Readonly<Record<string, string | undefined>> = {
  hevc: 'HEVC, H.265',
  avc: 'H.264',
  'video/vnd.avi': 'AVI',
  'video/x-flv': 'FLV',
  'video/x-ms-asf': 'WMV',
  'video/mpeg': 'MPEG-2',
  'video/mp2t': 'MPEG TS',
}
