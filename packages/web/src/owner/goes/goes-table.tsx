import { Text } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'

import { timeText } from '../../ui/clip/time-text.ts'
import { useStore } from '../../ui/store.ts'
import { bytesText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import type { Asked } from '../asked.ts'
import { leavingBytes, missingSeconds } from '../clips/clip.ts'
import type { PickedClip } from '../clips/clip.ts'
import { revealWords } from '../clips/reveal-list.tsx'
import { rungTexts } from './rungs.ts'

/** Two columns of what goes and what stays, line by line. */
export function GoesTable({
  asked,
  clips,
}: {
  readonly asked: Asked
  readonly clips: readonly PickedClip[]
}): ReactElement {
  const covered = clips.some(({ way, boxes }) => way === 'copy' && boxes.length > 0)
  const bytes = clips.reduce((sum, clip) => sum + leavingBytes(clip), 0)
  return (
    <table className="ow-goes">
      <thead>
        <tr>
          <th scope="col">{m.owner_goes_what()}</th>
          <th scope="col">{m.owner_goes_goes()}</th>
          <th scope="col">{m.owner_goes_stays()}</th>
        </tr>
      </thead>
      <tbody>
        <Line name={m.owner_goes_to()} stays={m.owner_goes_to_stays()}>
          <strong>{asked.agency.profile.name}</strong>
          <Text>{m.owner_goes_to_only()}</Text>
        </Line>
        <Line name={m.owner_goes_clips()} stays={m.owner_goes_clips_stays()}>
          <Text>{m.owner_goes_clips_sum({ count: clips.length, size: bytesText(bytes) })}</Text>
          <ul className="pl-list">
            {clips.map((clip) => (
              <li key={clip.name}>{clipWords(clip)}</li>
            ))}
          </ul>
        </Line>
        <Line name={m.owner_goes_sound()} stays={soundStays(clips)}>
          {soundGoes(clips)}
        </Line>
        <Line name={m.owner_goes_facts()} stays={<Removed clips={clips} />}>
          {clips.some(({ way }) => way === 'original')
            ? m.owner_goes_facts_original()
            : m.owner_goes_facts_none()}
        </Line>
        <Line
          name={m.owner_goes_picture()}
          stays={covered ? m.owner_goes_picture_covered() : m.owner_goes_picture_stays()}
        >
          {m.owner_goes_picture_text()}
        </Line>
        <AboutYou />
        <Line name={m.owner_goes_public()} stays={m.owner_goes_public_stays()}>
          {m.owner_goes_public_text()}
        </Line>
      </tbody>
    </table>
  )
}

function Line({
  name,
  stays,
  children,
}: {
  readonly name: string
  readonly stays: ReactNode
  readonly children: ReactNode
}): ReactElement {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-column={m.owner_goes_goes()}>{children}</td>
      <td data-column={m.owner_goes_stays()}>{stays}</td>
    </tr>
  )
}

function clipWords(clip: PickedClip): string {
  const { way, copy, cut, file } = clip
  if (way === 'original' || copy.kind !== 'made')
    return m.owner_goes_clip_original({ size: bytesText(file.size) })
  const facts = { length: timeText(copy.facts.seconds), size: bytesText(copy.facts.bytes) }
  if (missingSeconds(clip) > 0) return m.owner_goes_clip_breaks_off(facts)
  if (cut === null) return m.owner_goes_clip_whole(facts)
  return m.owner_goes_clip_cut({ ...facts, from: timeText(cut.from), to: timeText(cut.to) })
}

function soundGoes(clips: readonly PickedClip[]): string {
  const originals = clips.filter(({ way }) => way === 'original').length
  const kept = clips.filter(
    ({ way, copy }) => way === 'copy' && copy.kind === 'made' && copy.facts.sound !== null,
  ).length
  return kept + originals === 0
    ? m.owner_goes_sound_none()
    : m.owner_goes_sound_some({ count: kept + originals })
}

function soundStays(clips: readonly PickedClip[]): string {
  const removed = clips.filter(
    ({ way, look, sound }) => way === 'copy' && look.kind === 'video' && look.sound && !sound,
  ).length
  return removed === 0 ? '—' : m.owner_goes_sound_removed({ count: removed })
}

/** The kinds of facts found in the originals that the copies do not have. */
function Removed({ clips }: { readonly clips: readonly PickedClip[] }): ReactElement {
  const found = clips
    .filter(({ way }) => way === 'copy')
    .flatMap(({ look }) => (look.kind === 'video' ? look.reveals : []))
  const kinds = [...new Set(found.map(({ kind }) => kind))].filter((kind) => kind !== 'sound')
  return (
    <>
      <Text>{m.owner_goes_facts_stays()}</Text>
      {kinds.length > 0 && (
        <ul className="pl-list">
          {kinds.map((kind) => (
            <li key={kind}>{revealWords[kind]()}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function AboutYou(): ReactElement {
  const { statement, name, contact } = useStore(rungTexts)
  const climbed = [
    statement.trim() === '' ? null : m.owner_rungs_statement(),
    name.trim() === '' ? null : m.owner_rungs_name(),
    contact.trim() === '' ? null : m.owner_rungs_contact(),
  ].filter((rung) => rung !== null)
  if (climbed.length === 0)
    return (
      <Line name={m.owner_goes_you()} stays={m.owner_goes_you_stays()}>
        {m.owner_goes_you_none()}
      </Line>
    )
  return (
    <Line name={m.owner_goes_you()} stays={m.owner_goes_you_rest()}>
      <ul className="pl-list">
        {climbed.map((rung) => (
          <li key={rung}>{rung}</li>
        ))}
      </ul>
    </Line>
  )
}
