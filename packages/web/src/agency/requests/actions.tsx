import { Radio, Stack, Text } from '@mantine/core'
import { api, call, outcomeNames, outcomes } from '@porchlight/core'
import type { Outcome, OwnRequest, RequestId } from '@porchlight/core'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { AskFirst } from '../../ui/ask-first.tsx'
import { useLanguage } from '../../ui/language.tsx'
import { line } from '../../ui/line.ts'
import { m } from '../../words/messages.js'
import { requestsChanged } from '../own-agency.ts'

/** A colleague's yes, after reading. */
export function Approve({
  id,
  draft,
  disabled,
}: {
  readonly id: RequestId
  /** 0 for a first version. */
  readonly draft: number
  readonly disabled: boolean
}): ReactElement {
  return (
    <AskFirst
      button={{ disabled }}
      title={m.agency_approve_title()}
      action={m.agency_approve()}
      run={async () => await call(line, api.approveRequest, { id, draft })}
      onSettled={requestsChanged}
    >
      <Text>{m.agency_approve_text()}</Text>
    </AskFirst>
  )
}

export function Withdraw({ own }: { readonly own: OwnRequest }): ReactElement {
  const { id } = own.signed.request
  return (
    <AskFirst
      button={{ variant: 'outline', color: 'bad' }}
      title={m.agency_withdraw_title()}
      action={m.agency_withdraw()}
      danger
      run={async () => await call(line, api.withdrawRequest, { id })}
      onSettled={requestsChanged}
    >
      <Text>
        {own.publishedAt === null
          ? m.agency_withdraw_text_unseen()
          : m.agency_withdraw_text_public()}
      </Text>
    </AskFirst>
  )
}

/** What the agency may say it came to; withdrawing has its own button. */
const closings = outcomes.filter((outcome) => outcome !== 'withdrawn')

export function Close({ own }: { readonly own: OwnRequest }): ReactElement {
  const { id } = own.signed.request
  const { language } = useLanguage()
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  return (
    <AskFirst
      button={{ variant: 'outline' }}
      title={m.agency_close_title()}
      action={m.agency_close()}
      danger
      isReady={outcome !== null}
      run={async () => {
        if (outcome !== null) await call(line, api.closeRequest, { id, outcome })
      }}
      onSettled={requestsChanged}
    >
      <Text>{m.agency_close_text()}</Text>
      <Radio.Group
        label={m.agency_close_outcome()}
        value={outcome}
        onChange={(value) => {
          setOutcome(closings.find((known) => known === value) ?? null)
        }}
      >
        <Stack gap="xs" mt="xs">
          {closings.map((value) => (
            <Radio key={value} value={value} label={outcomeNames[value][language]} />
          ))}
        </Stack>
      </Radio.Group>
    </AskFirst>
  )
}
