import { Button, Group, Loader, Text } from '@mantine/core'
import type { ReactElement } from 'react'

import { timeText } from '../../ui/clip/time-text.ts'
import { bytesText, clipLengthText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import { ClipEditor } from './clip-editor.tsx'
import { keptOf } from './clip.ts'
import type { PickedClip } from './clip.ts'
import { removeClip } from './clips.ts'
import { Poster } from './poster.tsx'
import { Undecodable } from './undecodable.tsx'

/** One picked video in the list, its editor under it while it is open. */
export function ClipRow({
  clip,
  open,
  onOpen,
}: {
  readonly clip: PickedClip
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
}): ReactElement {
  const { look, file, name } = clip
  const editor = `editor-${name}`
  return (
    <li className="ow-clip pl-card">
      <div className="ow-clip-head">
        <Poster look={look} />
        <div className="ow-clip-words">
          <Text fw={600} className="ow-file">
            {file.name}
          </Text>
          <Summary clip={clip} />
        </div>
        <Group gap="xs" className="ow-clip-tools">
          {look.kind === 'video' && clip.way === 'copy' && (
            <Button
              variant="outline"
              aria-expanded={open}
              aria-controls={editor}
              aria-label={`${open ? m.owner_clip_done() : m.owner_clip_edit()}: ${file.name}`}
              onClick={() => {
                onOpen(!open)
              }}
            >
              {open ? m.owner_clip_done() : m.owner_clip_edit()}
            </Button>
          )}
          <Button
            variant="subtle"
            color="bad"
            aria-label={`${m.owner_clip_remove()}: ${file.name}`}
            onClick={() => {
              removeClip(name)
            }}
          >
            {m.owner_clip_remove()}
          </Button>
        </Group>
      </div>
      {look.kind === 'video' && open && (
        <div id={editor}>
          <ClipEditor clip={clip} seen={look} />
        </div>
      )}
      {look.kind === 'undecodable' && <Undecodable clip={clip} look={look} />}
      {look.kind === 'no-video' && <Text c="bad">{m.owner_clip_no_video()}</Text>}
    </li>
  )
}

function Summary({ clip }: { readonly clip: PickedClip }): ReactElement {
  const { look, file, cut, sound, way } = clip
  if (look.kind === 'looking')
    return (
      <Group gap="xs">
        <Loader size="xs" />
        <Text c="dimmed">{m.owner_clip_looking()}</Text>
      </Group>
    )
  if (look.kind === 'no-video') return <Text c="dimmed">{bytesText(file.size)}</Text>
  const { seconds, width, height } = look.media
  const facts = [
    seconds === null ? null : clipLengthText(seconds),
    width === null || height === null ? null : `${String(width)} × ${String(height)}`,
    bytesText(file.size),
  ].filter((fact) => fact !== null)
  const kept = keptOf(clip)
  return (
    <>
      <Text c="dimmed">{facts.join(' · ')}</Text>
      {way === 'original' ? (
        <Text c="bad">{m.owner_clip_is_original()}</Text>
      ) : (
        kept !== null && (
          <Text>
            {cut === null
              ? m.owner_clip_whole()
              : m.owner_clip_part({ from: timeText(cut.from), to: timeText(cut.to) })}
            {' · '}
            {soundWords(look, sound)}
          </Text>
        )
      )}
    </>
  )
}

function soundWords(look: PickedClip['look'], sound: boolean): string {
  if (look.kind === 'video' && !look.sound) return m.owner_clip_has_no_sound()
  return sound ? m.owner_clip_with_sound() : m.owner_clip_without_sound()
}
