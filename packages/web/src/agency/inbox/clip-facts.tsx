import { later } from '@porchlight/core'
import type { Clip, ClipTime, Edits, Zone } from '@porchlight/core'
import type { ReactElement, ReactNode } from 'react'

import { measuredText } from '../../ui/measured-clock.ts'
import { bytesText, clipLengthText, secondText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'

/** What the owner's machine says of a clip: time, edits, kind of file. */
export function ClipFacts({
  facts,
  zone,
}: {
  readonly facts: Clip
  readonly zone: Zone
}): ReactElement {
  const { media, edits, time } = facts
  return (
    <dl className="pl-facts">
      <Fact name={m.agency_fact_time()}>{timeText(time, zone)}</Fact>
      {time !== null && <Fact name={m.agency_fact_method()}>{methodWords[time.method]()}</Fact>}
      {time?.clock && <Fact name={m.agency_fact_clock()}>{measuredText(time.clock)}</Fact>}
      {time?.picture && <Fact name={m.agency_fact_picture()}>{measuredText(time.picture)}</Fact>}
      <Fact name={m.agency_fact_edits()}>{editsText(edits)}</Fact>
      <Fact name={m.agency_fact_sound()}>{soundWords[edits.audio]()}</Fact>
      <Fact name={m.agency_fact_file()}>
        {[
          media.seconds === null ? null : clipLengthText(media.seconds),
          media.width === null || media.height === null
            ? null
            : `${String(media.width)} × ${String(media.height)}`,
          media.codec,
          bytesText(facts.bytes),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </Fact>
      <Fact name={m.agency_fact_digest()}>
        <code className="pl-digest">{facts.sha256}</code>
      </Fact>
    </dl>
  )
}

function Fact({
  name,
  children,
}: {
  readonly name: string
  readonly children: ReactNode
}): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The camera's clock, and the true time where its offset was measured; never invented. */
function timeText(time: ClipTime | null, zone: Zone): string {
  if (time === null) return m.agency_fact_time_unknown()
  const shown = secondText(time.displayed, zone)
  const { clock, otherwise } = time
  const right =
    clock === null ? null : secondText(later(time.displayed, -clock.offsetSeconds), zone)
  const told =
    right === null ? m.agency_fact_time_shown({ shown }) : m.agency_fact_time_true({ right, shown })
  if (otherwise === null) return told
  const other = clock === null ? otherwise : later(otherwise, -clock.offsetSeconds)
  return `${told} ${m.agency_fact_time_either({ other: secondText(other, zone) })}`
}

const methodWords: Readonly<Record<ClipTime['method'], () => string>> = {
  'file-name': m.agency_fact_method_name,
  'file-metadata': m.agency_fact_method_metadata,
  recorder: m.agency_fact_method_recorder,
  'owner-said': m.agency_fact_method_owner,
}

const soundWords: Readonly<Record<Edits['audio'], () => string>> = {
  removed: m.agency_fact_sound_removed,
  kept: m.agency_fact_sound_kept,
  none: m.agency_fact_sound_none,
}

function editsText({ cut, picture, boxes, masks }: Edits): string {
  const kind = picture === 'original' ? m.agency_fact_original() : m.agency_fact_copy()
  const covered = boxes + masks === 0 ? null : m.agency_fact_covered({ count: boxes + masks })
  const shortened =
    cut === null
      ? null
      : m.agency_fact_cut({ from: clipLengthText(cut.from), to: clipLengthText(cut.to) })
  return [kind, shortened, covered].filter((part) => part !== null).join(' ')
}
