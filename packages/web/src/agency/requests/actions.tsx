import { Button, Radio, Stack, Text } from '@mantine/core'
import { api, call, outcomeNames, outcomes } from '@porchlight/core'
import type { Outcome, OwnRequest, RequestId } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Confirm } from '../../ui/confirm.tsx'
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
  const [asking, setAsking] = useState(false)
  const approve = useMutation({
    mutationFn: async () => await call(line, api.approveRequest, { id, draft }),
    onSuccess() {
      setAsking(false)
    },
    onSettled: requestsChanged,
  })
  return (
    <>
      <Button
        disabled={disabled}
        onClick={() => {
          setAsking(true)
        }}
      >
        {m.agency_approve()}
      </Button>
      <Confirm
        opened={asking}
        title={m.agency_approve_title()}
        action={m.agency_approve()}
        pending={approve.isPending}
        error={approve.error}
        onConfirm={() => {
          approve.mutate()
        }}
        onClose={() => {
          setAsking(false)
        }}
      >
        <Text>{m.agency_approve_text()}</Text>
      </Confirm>
    </>
  )
}

export function Withdraw({ own }: { readonly own: OwnRequest }): ReactElement {
  const { id } = own.signed.request
  const [asking, setAsking] = useState(false)
  const withdraw = useMutation({
    mutationFn: async () => await call(line, api.withdrawRequest, { id }),
    onSuccess() {
      setAsking(false)
    },
    onSettled: requestsChanged,
  })
  return (
    <>
      <Button
        variant="outline"
        color="bad"
        onClick={() => {
          setAsking(true)
        }}
      >
        {m.agency_withdraw()}
      </Button>
      <Confirm
        opened={asking}
        title={m.agency_withdraw_title()}
        action={m.agency_withdraw()}
        danger
        pending={withdraw.isPending}
        error={withdraw.error}
        onConfirm={() => {
          withdraw.mutate()
        }}
        onClose={() => {
          setAsking(false)
        }}
      >
        <Text>
          {own.publishedAt === null
            ? m.agency_withdraw_text_unseen()
            : m.agency_withdraw_text_public()}
        </Text>
      </Confirm>
    </>
  )
}

/** What the agency may say it came to; withdrawing has its own button. */
const closings = outcomes.filter((outcome) => outcome !== 'withdrawn')

export function Close({ own }: { readonly own: OwnRequest }): ReactElement {
  const { id } = own.signed.request
  const { language } = useLanguage()
  const [asking, setAsking] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const close = useMutation({
    mutationFn: async (chosen: Outcome) =>
      await call(line, api.closeRequest, { id, outcome: chosen }),
    onSuccess() {
      setAsking(false)
    },
    onSettled: requestsChanged,
  })
  return (
    <>
      <Button
        variant="outline"
        onClick={() => {
          setAsking(true)
        }}
      >
        {m.agency_close()}
      </Button>
      <Confirm
        opened={asking}
        title={m.agency_close_title()}
        action={m.agency_close()}
        danger
        disabled={outcome === null}
        pending={close.isPending}
        error={close.error}
        onConfirm={() => {
          if (outcome !== null) close.mutate(outcome)
        }}
        onClose={() => {
          setAsking(false)
        }}
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
      </Confirm>
    </>
  )
}
