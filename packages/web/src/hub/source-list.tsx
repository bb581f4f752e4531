import { Button, Group } from '@mantine/core'
import { Fault, isFaultCode } from '@porchlight/core'
import { hubApi, isSavedName } from '@porchlight/owner'
import type { SourceView } from '@porchlight/owner'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Confirm } from '../ui/confirm.tsx'
import { faultSentence } from '../ui/fault-sentence.ts'
import { useLanguage } from '../ui/language.tsx'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { readingText } from './clock-text.ts'
import { addressOf } from './place.ts'
import { Seen } from './source-seen.tsx'

/** Where the recordings come from, what was found, and how right the clock is. */
export function SourceList({ sources }: { readonly sources: readonly SourceView[] }): ReactElement {
  return (
    <>
      <ul className="hb-list">
        {sources.map((source) => (
          <Source key={source.id} source={source} />
        ))}
      </ul>
      <p>
        <a className="hb-action" href={addressOf({ screen: 'source' })}>
          {m.hub_source_add()}
        </a>
      </p>
    </>
  )
}

function Source({ source }: { readonly source: SourceView }): ReactElement {
  const { id, where, clips, scanning, fault, unknown, example } = source
  const [asked, setAsked] = useState(false)
  return (
    <li>
      <h3 className="hb-name hb-path">{where}</h3>
      <p aria-live="polite">
        {scanning === null
          ? m.hub_source_clips({ count: clips })
          : m.hub_source_scanning({ count: scanning })}
      </p>
      {fault !== null && <p className="pl-note">{faultText(fault)}</p>}
      {unknown > 0 && <p className="pl-note">{unknownText(unknown, example ?? '')}</p>}
      <Seen source={source} />
      <Clock source={source} />
      <Group gap="sm" justify="space-between">
        <a className="hb-action" href={addressOf({ screen: 'clock', kind: 'source', id })}>
          {m.hub_clock_more()}
        </a>
        <Button
          variant="subtle"
          color="bad"
          onClick={() => {
            setAsked(true)
          }}
        >
          {m.hub_source_remove()}
        </Button>
      </Group>
      <Forget
        source={source}
        opened={asked}
        onClose={() => {
          setAsked(false)
        }}
      />
    </li>
  )
}

/** Names of Ring's app are understood: they tell when a video was saved. */
function unknownText(count: number, example: string): string {
  return isSavedName(example)
    ? m.hub_ring_saved({ count })
    : m.hub_source_unknown({ count, example })
}

function Forget({
  source: { id, kind },
  opened,
  onClose,
}: {
  readonly source: SourceView
  readonly opened: boolean
  readonly onClose: () => void
}): ReactElement {
  const remove = useAct(hubApi.removeSource)
  return (
    <Confirm
      opened={opened}
      title={m.hub_remove_title()}
      action={m.hub_source_remove()}
      danger
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => {
        remove.mutate({ source: id })
      }}
      onClose={onClose}
    >
      <p>{kind === 'ring-zip' ? m.hub_remove_zip() : m.hub_remove_text()}</p>
    </Confirm>
  )
}

/** What went wrong the last time, as the screens say it everywhere. */
function faultText(code: string): string {
  const named = `source/${code}`
  return isFaultCode(named)
    ? `${m.hub_source_fault()} ${faultSentence(new Fault(named))}`
    : m.hub_source_fault()
}

function Clock({ source: { clock } }: { readonly source: SourceView }): ReactElement {
  const { language } = useLanguage()
  return (
    <p className="pl-soft">
      {clock === null
        ? m.hub_clock_never()
        : m.hub_clock_newest({ reading: readingText(clock, language) })}
    </p>
  )
}
