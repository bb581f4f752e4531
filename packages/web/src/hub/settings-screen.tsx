import { Text, TextInput } from '@mantine/core'
import { call } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { HubView } from '@porchlight/owner'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { AskFirst } from '../ui/ask-first.tsx'
import { line } from '../ui/line.ts'
import { m } from '../words/messages.js'
import { forgetAllEdits } from './edits.ts'
import { FiltersPart } from './filters-part.tsx'
import { HubPage, Part } from './hub-page.tsx'
import { addressOf } from './place.ts'
import { wiped } from './wiped-screen.tsx'

/** Whose requests are followed, what not to show, how the decoder is fenced in, and the way to leave nothing behind. */
export function SettingsScreen({ view }: { readonly view: HubView }): ReactElement {
  return (
    <HubPage title={m.hub_settings()} back={{ screen: 'home' }}>
      <Followed view={view} />
      <FiltersPart filters={view.filters} hidden={view.feed?.hidden ?? 0} />
      <Part title={m.hub_fence_title()}>
        <p>{fenceWords(view.sandbox)}</p>
      </Part>
      <Wipe />
    </HubPage>
  )
}

function Followed({ view: { instance } }: { readonly view: HubView }): ReactElement {
  return (
    <Part title={m.hub_followed_title()}>
      <p className="hb-path">{instance !== null && new URL(instance.origin).host}</p>
      <p>
        <a className="hb-action" href={addressOf({ screen: 'instance' })}>
          {m.hub_followed_change()}
        </a>
      </p>
    </Part>
  )
}

/** What the decoder cannot do, by the kind of fence; of a newer hub's kind nothing is claimed. */
function fenceWords(sandbox: string): string {
  if (sandbox === 'bubblewrap') return m.hub_fence({ name: sandbox })
  if (sandbox === 'no-network') return m.hub_fence_no_network()
  return sandbox === 'limits' ? m.hub_fence_limits() : m.hub_fence_none()
}

function Wipe(): ReactElement {
  const [word, setWord] = useState('')
  return (
    <Part title={m.hub_wipe_title()}>
      <p>{m.hub_wipe_text()}</p>
      <AskFirst
        button={{ variant: 'outline', color: 'bad' }}
        title={m.hub_wipe_title()}
        action={m.hub_wipe()}
        danger
        isReady={word.trim().toLowerCase() === m.hub_wipe_word()}
        run={async () => await call(line, hubApi.wipe, { really: 'wipe' })}
        onDone={() => {
          forgetAllEdits()
          wiped.set(true)
        }}
      >
        <Text>{m.hub_wipe_sure()}</Text>
        <TextInput
          label={m.hub_wipe_type({ word: m.hub_wipe_word() })}
          value={word}
          onChange={({ currentTarget }) => {
            setWord(currentTarget.value)
          }}
        />
      </AskFirst>
    </Part>
  )
}
